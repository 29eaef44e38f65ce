namespace DataHound.Functions.Scheduling;

/// <summary>A pipeline run that a task wants, and the run once it is there.</summary>
public sealed record PlannedRun
{
    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Slugs of the companies.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>Some of the pipeline's stages; all when null.</summary>
    public IReadOnlyList<string>? Stages { get; init; }

    /// <summary>The run; null until it is started.</summary>
    public string? RunId { get; init; }
}
