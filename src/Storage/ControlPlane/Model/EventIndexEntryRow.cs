namespace DataHound.Storage.ControlPlane.Model;

/// <summary>The current state of an event.</summary>
internal sealed class EventIndexEntryRow
{
    public Guid Id { get; init; }

    public required string EventId { get; init; }

    public required string Company { get; init; }

    public required string EventType { get; init; }

    public required string EntityType { get; init; }

    public required string EntityId { get; init; }

    public required string Severity { get; init; }

    public required string Status { get; init; }

    public DateTimeOffset FirstSeenAt { get; init; }

    public DateTimeOffset LastSeenAt { get; init; }

    public string? SourceFile { get; init; }

    public required string DetailsJson { get; init; }
}
