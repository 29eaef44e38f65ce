namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Notifications on their way out. Several processes may deliver at once; none gets what another holds.</summary>
public interface INotificationQueue
{
    /// <summary>Channels with notifications that are due, longest waiting first; those that must rest are left out.</summary>
    Task<IReadOnlyList<NotificationChannelKey>> ListDueAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Takes due notifications of a channel, oldest first. A claim that runs out gives them to the next who asks.</summary>
    Task<IReadOnlyList<ClaimedNotification>> ClaimAsync(NotificationChannelKey channel, int limit, TimeSpan claimFor, CancellationToken cancellationToken);

    /// <summary>Records what became of a claimed one; a final state writes its receipt in the same transaction.</summary>
    /// <returns>False when the claim was lost; nothing is recorded then.</returns>
    Task<bool> RecordAsync(ClaimedNotification notification, NotificationOutcome outcome, CancellationToken cancellationToken);
}
