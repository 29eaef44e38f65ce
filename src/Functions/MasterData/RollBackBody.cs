namespace DataHound.Functions.MasterData;

/// <summary>The body of a request to roll a dataset back.</summary>
public sealed record RollBackBody
{
    /// <summary>Tag of the version that shall be current.</summary>
    public string? Version { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether the batches merged since then wait again for the next run; false when absent.</summary>
    public bool MergeAgain { get; init; }
}
