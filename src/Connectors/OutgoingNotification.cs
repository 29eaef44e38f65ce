using DataHound.Domain.Notifications;

namespace DataHound.Connectors;

/// <summary>A notification as a channel gets it.</summary>
public sealed record OutgoingNotification
{
    /// <summary>Its identity, the same in every attempt.</summary>
    public required Guid Id { get; init; }

    /// <summary>The channel's rules.</summary>
    public required ChannelRules Rules { get; init; }

    /// <summary>To whom.</summary>
    public required string Target { get; init; }

    /// <summary>What.</summary>
    public required NotificationMessage Message { get; init; }
}
