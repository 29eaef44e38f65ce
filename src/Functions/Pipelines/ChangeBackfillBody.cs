namespace DataHound.Functions.Pipelines;

/// <summary>The body of a request to pause, resume or cancel a backfill.</summary>
public sealed record ChangeBackfillBody
{
    /// <summary>Why; may be absent.</summary>
    public string? Reason { get; init; }
}
