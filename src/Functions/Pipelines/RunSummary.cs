using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>A run as lists show it.</summary>
public sealed record RunSummary
{
    /// <summary>The run.</summary>
    public required string RunId { get; init; }

    /// <summary>The pipeline.</summary>
    public required string Pipeline { get; init; }

    /// <summary>Its companies.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>Its logical instant.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>running, success, failed or canceled.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Where to go from here.</summary>
    public required RunLinks Links { get; init; }

    /// <summary>The summary of a run.</summary>
    public static RunSummary Of(PipelineRun run) => new()
    {
        RunId = run.RunId,
        Pipeline = run.Pipeline,
        Companies = run.Companies,
        AsOf = run.AsOf,
        Status = run.Status,
        StartedAt = run.StartedAt,
        FinishedAt = run.FinishedAt,
        Links = RunLinks.Of(run.RunId),
    };
}
