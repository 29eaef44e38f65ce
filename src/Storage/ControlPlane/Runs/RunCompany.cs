using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>One company's part of a run.</summary>
public sealed record RunCompany
{
    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>Where it stands.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>When it ended; null while it is active.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Why it failed, if it did.</summary>
    public UserError? Error { get; init; }

    /// <summary>The stages begun so far, in the run's order.</summary>
    public required IReadOnlyList<RunStage> Stages { get; init; }
}
