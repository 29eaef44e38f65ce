using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>What was sent, what waits, and what was given up.</summary>
public interface INotificationLedger
{
    /// <summary>Notifications, newest first.</summary>
    Task<Page<SentNotification>> ListAsync(NotificationQuery query, CancellationToken cancellationToken);

    /// <summary>One notification, or null.</summary>
    Task<SentNotification?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Sends again: one that waits is due at once; of one that has ended, a copy with an identity of its own is put into the queue. The audit log keeps who asked.</summary>
    /// <returns>The identity to follow, or null when there is no such notification.</returns>
    Task<Guid?> ResendAsync(Guid id, Initiator by, CancellationToken cancellationToken);
}
