namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>The answer to a request to start a run.</summary>
public sealed record StartRunResult
{
    /// <summary>What became of it.</summary>
    public required StartRunOutcome Outcome { get; init; }

    /// <summary>The run, when created or existing.</summary>
    public PipelineRun? Run { get; init; }

    /// <summary>The active run that stands in the way, when in conflict.</summary>
    public string? ActiveRunId { get; init; }

    /// <summary>The company of the active run, when in conflict.</summary>
    public string? ActiveCompany { get; init; }
}
