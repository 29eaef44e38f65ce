using DataHound.Domain.Pipelines;
using DataHound.Storage.DataPlane;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>What a stage's commit published.</summary>
public sealed record StageCommit
{
    /// <summary>What became of the stage's rows.</summary>
    public required StageCounts Counts { get; init; }

    /// <summary>The dataset versions that are visible now, by dataset.</summary>
    public required IReadOnlyList<DatasetVersion> Versions { get; init; }

    /// <summary>Path of the stage's manifest in the object store.</summary>
    public required string ManifestPath { get; init; }

    /// <summary>Whether an earlier call had committed the stage already.</summary>
    public required bool Repeated { get; init; }
}
