namespace DataHound.Storage.DataPlane;

/// <summary>What a rollback did.</summary>
public sealed record RollbackResult
{
    /// <summary>The version that is current now.</summary>
    public required DatasetVersion Current { get; init; }

    /// <summary>The version that was current before.</summary>
    public required DatasetVersion Previous { get; init; }

    /// <summary>Silver batches that were merged after the version that is current now and are not in it.</summary>
    public required IReadOnlyList<DatasetVersion> Batches { get; init; }

    /// <summary>Whether the next run merges these batches again.</summary>
    public required bool MergeAgain { get; init; }
}
