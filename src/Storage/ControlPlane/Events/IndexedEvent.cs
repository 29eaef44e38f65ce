namespace DataHound.Storage.ControlPlane.Events;

/// <summary>An event as the index has it.</summary>
public sealed record IndexedEvent
{
    /// <summary>The event's stable id.</summary>
    public required string EventId { get; init; }

    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>Its type, such as <c>canceled_jobs</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>What it is about, such as <c>job</c>.</summary>
    public required string EntityType { get; init; }

    /// <summary>Which one.</summary>
    public required string EntityId { get; init; }

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary><c>active</c>, <c>resolved</c> or <c>archived</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is no longer active; null while it is.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was first found.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When it was last found.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>When its status last changed; null when it never did.</summary>
    public DateTimeOffset? StatusChangedAt { get; init; }

    /// <summary>Path of the object the state was read from, if any.</summary>
    public string? SourceFile { get; init; }

    /// <summary>The fields of its type, as a JSON object.</summary>
    public required string DetailsJson { get; init; }
}
