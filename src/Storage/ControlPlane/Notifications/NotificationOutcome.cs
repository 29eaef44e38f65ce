namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>What became of an attempt.</summary>
public sealed record NotificationOutcome
{
    /// <summary>The state now; <see cref="NotificationState.Pending"/> when it is to be tried again.</summary>
    public required NotificationState State { get; init; }

    /// <summary>When to try again; needed while pending.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why it was not sent: a word in snake_case, without personal data or secrets.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The other end's id of it, if it gave one.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>Until when the whole channel shall rest, when the other end asked for that.</summary>
    public DateTimeOffset? ThrottleUntil { get; init; }

    /// <summary>Whether the other end said that it is gone for good: the channel is disabled until somebody enables it.</summary>
    public bool DisableEndpoint { get; init; }

    /// <summary>False when nothing was tried, so that the attempt does not count.</summary>
    public bool Attempted { get; init; } = true;
}
