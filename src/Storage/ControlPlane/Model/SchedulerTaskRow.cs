namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A scheduled task.</summary>
internal sealed class SchedulerTaskRow
{
    public Guid Id { get; init; }

    public required string TaskKey { get; init; }

    public required string TaskType { get; init; }

    public required string Company { get; init; }

    public required string ConfigJson { get; init; }

    public required string ScheduleType { get; init; }

    public string? ScheduleExpr { get; init; }

    public required string Timezone { get; init; }

    public required string Status { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
