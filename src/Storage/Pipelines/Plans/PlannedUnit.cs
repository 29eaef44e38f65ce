using System.Text.Json.Nodes;
using DataHound.Domain.Pipelines;

namespace DataHound.Storage.Pipelines.Plans;

/// <summary>What a unit of a stage would read, write and change.</summary>
public sealed record PlannedUnit
{
    /// <summary>The unit.</summary>
    public required string Unit { get; init; }

    /// <summary>Received files and dataset versions that it would read.</summary>
    public required IReadOnlyList<PlannedRead> Reads { get; init; }

    /// <summary>What would become of its rows.</summary>
    public required StageCounts Counts { get; init; }

    /// <summary>Dataset versions that it would publish.</summary>
    public required IReadOnlyList<PlannedWrite> Writes { get; init; }

    /// <summary>The stage's own counts, such as new, updated and unchanged records.</summary>
    public required JsonObject Details { get; init; }
}
