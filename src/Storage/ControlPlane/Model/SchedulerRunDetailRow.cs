namespace DataHound.Storage.ControlPlane.Model;

/// <summary>What is known about a run of a task beside the execution.</summary>
internal sealed class SchedulerRunDetailRow
{
    public required string RunId { get; init; }

    public Guid TaskId { get; init; }

    public DateTimeOffset ScheduledAt { get; init; }

    public int Attempt { get; init; }

    public required string Trigger { get; init; }

    public required string Status { get; init; }

    public DateTimeOffset? InstanceStartedAt { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    public string? StateJson { get; init; }
}
