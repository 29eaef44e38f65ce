using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>A run of a pipeline.</summary>
public sealed record PipelineRun
{
    /// <summary>Its name and the identity of its orchestration: <c>company:pipeline:window:attempt</c>, at most 100 characters.</summary>
    public required string RunId { get; init; }

    /// <summary>The pipeline's name.</summary>
    public required string Pipeline { get; init; }

    /// <summary>The company's slug, or <c>all</c> when the run works for several.</summary>
    public required string Company { get; init; }

    /// <summary>Slugs of all its companies, in order.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>The stages it walks, in order.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>Its logical instant.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>1 for the first run of its window, and so on.</summary>
    public required int Attempt { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Who asked for it.</summary>
    public required string RequestedBy { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When its orchestration was started; null while that is outstanding.</summary>
    public DateTimeOffset? InstanceStartedAt { get; init; }

    /// <summary>When it last showed life.</summary>
    public required DateTimeOffset HeartbeatAt { get; init; }

    /// <summary>When it ended; null while it is active.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether somebody asked for it to stop.</summary>
    public required bool CancelRequested { get; init; }

    /// <summary>Why it failed, if it did.</summary>
    public UserError? Error { get; init; }
}
