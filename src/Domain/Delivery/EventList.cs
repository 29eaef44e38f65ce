namespace DataHound.Domain.Delivery;

/// <summary>A list of active events for the people who act on them.</summary>
public sealed record EventList
{
    /// <summary>The list's name in snake_case.</summary>
    public required string Name { get; init; }

    /// <summary>The event type it draws on.</summary>
    public required string EventType { get; init; }

    /// <summary>Keeps events whose timestamp field lies within so many days of as_of; null keeps all.</summary>
    public EventListWindow? Window { get; init; }

    /// <summary>Keeps events whose numeric field compares so; null keeps all.</summary>
    public EventListNumericFilter? Numeric { get; init; }
}
