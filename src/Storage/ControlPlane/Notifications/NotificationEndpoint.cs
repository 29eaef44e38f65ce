namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>What is known about the other end of a channel that was used.</summary>
public sealed record NotificationEndpoint
{
    /// <summary>The channel.</summary>
    public required NotificationChannelKey Key { get; init; }

    /// <summary>When it was disabled; null when it is in use.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Why.</summary>
    public string? DisabledCode { get; init; }

    /// <summary>Until when it rests because the other end asked for that.</summary>
    public DateTimeOffset? ThrottledUntil { get; init; }

    /// <summary>Failed attempts since the last success.</summary>
    public required int Failures { get; init; }

    /// <summary>When something was last sent.</summary>
    public DateTimeOffset? LastSentAt { get; init; }

    /// <summary>Why the last failed attempt failed.</summary>
    public string? LastErrorCode { get; init; }
}
