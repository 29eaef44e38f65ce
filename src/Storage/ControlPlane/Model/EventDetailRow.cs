namespace DataHound.Storage.ControlPlane.Model;

/// <summary>Why and when an event changed its status.</summary>
internal sealed class EventDetailRow
{
    public required string EventId { get; init; }

    public string? StatusReason { get; init; }

    public DateTimeOffset StatusChangedAt { get; init; }

    public required string StatusChangedByRunId { get; init; }
}
