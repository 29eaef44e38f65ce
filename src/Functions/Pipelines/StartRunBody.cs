namespace DataHound.Functions.Pipelines;

/// <summary>The body of a request to start a run.</summary>
public sealed record StartRunBody
{
    /// <summary>Slugs of the companies; all companies when absent.</summary>
    public IReadOnlyList<string>? Companies { get; init; }

    /// <summary>The run's logical instant in ISO 8601 with an offset; now, to the second, when absent.</summary>
    public string? AsOf { get; init; }

    /// <summary>Some of the pipeline's stages, in its order; all when absent.</summary>
    public IReadOnlyList<string>? Stages { get; init; }
}
