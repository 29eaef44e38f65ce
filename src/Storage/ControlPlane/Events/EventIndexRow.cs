namespace DataHound.Storage.ControlPlane.Events;

/// <summary>The state of one event as a detection run found it.</summary>
public sealed record EventIndexRow
{
    /// <summary>The event's stable id.</summary>
    public required string EventId { get; init; }

    /// <summary>Its type, such as <c>canceled_jobs</c>.</summary>
    public required string EventType { get; init; }

    /// <summary>What it is about, such as <c>job</c>.</summary>
    public required string EntityType { get; init; }

    /// <summary>Which one.</summary>
    public required string EntityId { get; init; }

    /// <summary><c>active</c>, <c>resolved</c> or <c>archived</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it is no longer active; null while it is.</summary>
    public string? Reason { get; init; }

    /// <summary><c>low</c>, <c>medium</c>, <c>high</c> or <c>critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>When it was first found; used only when the index does not have the event yet.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When it was last found.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }

    /// <summary>The fields of its type, as a JSON object.</summary>
    public required string DetailsJson { get; init; }
}
