using System.Text.Json.Nodes;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Preparation;
using DataHound.Storage.ControlPlane.Cursors;

namespace DataHound.Storage.Pipelines;

/// <summary>What a unit made. Nothing of it is visible to readers before the stage's commit.</summary>
public sealed record StageUnitResult
{
    /// <summary>The unit's name.</summary>
    public required string Unit { get; init; }

    /// <summary>What became of its rows.</summary>
    public required StageCounts Counts { get; init; }

    /// <summary>Dataset versions to publish.</summary>
    public IReadOnlyList<ProducedVersion> Versions { get; init; } = [];

    /// <summary>Findings about received files, written by the commit of <c>ingest</c>.</summary>
    public IReadOnlyList<FileFinding> Files { get; init; } = [];

    /// <summary>Received files whose rows are now prepared; the commit marks them, so that no later run reads them again.</summary>
    public IReadOnlyList<Guid> PreparedFiles { get; init; } = [];

    /// <summary>Silver versions whose rows are now in a master table; the commit marks them, so that no later run merges them again.</summary>
    public IReadOnlyList<Guid> MergedVersions { get; init; } = [];

    /// <summary>Columns of received files that differ from their dataset's schema; the commit records them.</summary>
    public IReadOnlyList<SchemaDrift> Drift { get; init; } = [];

    /// <summary>Counts for people, such as issues per rule, changed cells, or events new and resolved; free of personal data.</summary>
    public JsonObject Details { get; init; } = [];

    /// <summary>Cursors that move on with the commit, by source.</summary>
    public IReadOnlyList<CursorAdvance> Cursors { get; init; } = [];
}
