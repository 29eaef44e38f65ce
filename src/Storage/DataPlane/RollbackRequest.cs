using DataHound.Domain.Observability;

namespace DataHound.Storage.DataPlane;

/// <summary>A request to make another version of a dataset the current one.</summary>
public sealed record RollbackRequest
{
    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Tag of the version that shall be current.</summary>
    public required string VersionTag { get; init; }

    /// <summary>On whose behalf, and why: a rollback needs a reason.</summary>
    public required Initiator By { get; init; }

    /// <summary>
    /// Whether the batches that were merged into the master table after that version wait again, so that the next run merges them once more. By default they
    /// stay out: most rollbacks are because of such a batch.
    /// </summary>
    public bool MergeAgain { get; init; }
}
