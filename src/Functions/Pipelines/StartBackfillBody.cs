namespace DataHound.Functions.Pipelines;

/// <summary>The body of a request to start a backfill.</summary>
public sealed record StartBackfillBody
{
    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Slugs of the companies; all that the pipeline is run for when absent.</summary>
    public IReadOnlyList<string>? Companies { get; init; }

    /// <summary>The first day, such as <c>2015-06-01</c>.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>Most runs at once; 1 when absent.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>Some of the pipeline's stages; all when absent.</summary>
    public IReadOnlyList<string>? Stages { get; init; }

    /// <summary>Why; may be absent.</summary>
    public string? Reason { get; init; }
}
