namespace DataHound.Functions.Pipelines;

/// <summary>What the orchestration of a run needs to know. Names and ids only: it stays in the history.</summary>
public sealed record PipelineRunInput
{
    /// <summary>The run, and the instance id of its orchestration.</summary>
    public required string RunId { get; init; }

    /// <summary>Slugs of the companies it works for.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>The stages to walk, in order.</summary>
    public required IReadOnlyList<string> Stages { get; init; }
}
