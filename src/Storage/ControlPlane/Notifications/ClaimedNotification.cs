using DataHound.Domain.Notifications;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>A notification that its holder alone may send, for a while.</summary>
public sealed record ClaimedNotification
{
    /// <summary>Its identity, the same in every attempt.</summary>
    public required Guid Id { get; init; }

    /// <summary>Proves the claim when recording the outcome.</summary>
    public required Guid Claim { get; init; }

    /// <summary>Its channel.</summary>
    public required NotificationChannelKey Channel { get; init; }

    /// <summary>To whom.</summary>
    public required string Target { get; init; }

    /// <summary>What.</summary>
    public required NotificationMessage Message { get; init; }

    /// <summary>Which attempt this is, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Whether the channel's endpoint is disabled.</summary>
    public required bool EndpointDisabled { get; init; }
}
