namespace DataHound.Storage.ControlPlane.Model;

/// <summary>What is known about a task beside the scheduled task.</summary>
internal sealed class SchedulerTaskDetailRow
{
    public Guid TaskId { get; init; }

    public long Version { get; init; }

    public int Priority { get; init; }

    public required string CatchUp { get; init; }

    public int CatchUpLimit { get; init; }

    public required string Overlap { get; init; }

    public required string Recovery { get; init; }

    public int JitterSeconds { get; init; }

    public int TimeLimitSeconds { get; init; }

    public DateTimeOffset? NextTickAt { get; init; }

    public DateTimeOffset? NextDueAt { get; init; }

    public DateTimeOffset? LastTickAt { get; init; }

    public int FailuresInARow { get; init; }

    public DateTimeOffset? ErroredAt { get; init; }
}
