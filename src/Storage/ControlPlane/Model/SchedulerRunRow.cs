namespace DataHound.Storage.ControlPlane.Model;

/// <summary>One execution of a scheduled task.</summary>
internal sealed class SchedulerRunRow
{
    public Guid Id { get; init; }

    public Guid TaskId { get; init; }

    public required string RunId { get; init; }

    public DateTimeOffset StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public bool? Success { get; init; }

    public string? Message { get; init; }

    public long? DurationMs { get; init; }

    public string? MetadataJson { get; init; }
}
