namespace DataHound.Functions.Scheduling;

/// <summary>What a task of kind <c>pipeline</c> is told.</summary>
public sealed record PipelineTaskConfig
{
    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Some of the pipeline's stages; all when absent.</summary>
    public IReadOnlyList<string>? Stages { get; init; }
}
