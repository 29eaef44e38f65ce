using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>The other ends of channels.</summary>
public interface INotificationEndpoints
{
    /// <summary>All that were used, by scope and name.</summary>
    Task<IReadOnlyList<NotificationEndpoint>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Uses an endpoint again that was disabled or rests. What was skipped meanwhile is not sent by itself. The audit log keeps who did it.</summary>
    /// <returns>False when the channel was never used.</returns>
    Task<bool> EnableAsync(NotificationChannelKey channel, Initiator by, CancellationToken cancellationToken);
}
