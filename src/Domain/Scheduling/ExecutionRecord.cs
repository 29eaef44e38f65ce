namespace DataHound.Domain.Scheduling;

/// <summary>One run of a task, from its tick to its end.</summary>
public sealed record ExecutionRecord
{
    /// <summary>The run's name, and the instance id of its orchestration.</summary>
    public required string RunId { get; init; }

    /// <summary>The task.</summary>
    public required string TaskKey { get; init; }

    /// <summary>The tick it stands for; for a run that somebody asked for, when that was.</summary>
    public required DateTimeOffset ScheduledAt { get; init; }

    /// <summary>1 for the first run of a tick; more after crashes.</summary>
    public required int Attempt { get; init; }

    /// <summary>Why it is run.</summary>
    public required TaskRunTrigger Trigger { get; init; }

    /// <summary>Where it stands.</summary>
    public required TaskRunStatus Status { get; init; }

    /// <summary>When it began; while it waits, when it was noted.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Whether it did its work; null before its end and when it was skipped.</summary>
    public bool? Success { get; init; }

    /// <summary>The result in one sentence.</summary>
    public string? Message { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public long? DurationMs { get; init; }

    /// <summary>What was done, a line each.</summary>
    public IReadOnlyList<string> Log { get; init; } = [];

    /// <summary>The errors, a line each.</summary>
    public string? ErrorTail { get; init; }
}
