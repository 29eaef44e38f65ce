using DataHound.Domain.Notifications;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>A notification with how far it has come.</summary>
public sealed record SentNotification
{
    /// <summary>Its identity; the receipt in <c>control.notifications</c> has the same.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its channel.</summary>
    public required NotificationChannelKey Key { get; init; }

    /// <summary>The channel's type, such as <c>slack</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>To whom.</summary>
    public required string Target { get; init; }

    /// <summary>What.</summary>
    public required NotificationMessage Message { get; init; }

    /// <summary>How far it has come.</summary>
    public required NotificationState State { get; init; }

    /// <summary>Attempts so far.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it is tried next, while pending.</summary>
    public DateTimeOffset? NextAttemptAt { get; init; }

    /// <summary>Why the last attempt did not succeed.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The other end's id of it.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>When it was put into the queue.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it reached its final state.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
