namespace DataHound.Storage.Pipelines;

/// <summary>The run on whose behalf a stage works.</summary>
public sealed record StageContext
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The run's logical instant. Never the wall clock.</summary>
    public required DateTimeOffset AsOf { get; init; }
}
