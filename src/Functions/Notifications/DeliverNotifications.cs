namespace DataHound.Functions.Notifications;

/// <summary>Delivers notifications that are due.</summary>
/// <param name="round">One round of deliveries.</param>
public sealed class DeliverNotifications(NotificationRound round)
{
    /// <summary>Every five seconds. Several processes may do so at once; none sends what another holds.</summary>
    [Function(nameof(DeliverNotifications))]
    public Task RunAsync([TimerTrigger("*/5 * * * * *")] TimerInfo timer, CancellationToken cancellationToken) => round.RunAsync(cancellationToken);
}
