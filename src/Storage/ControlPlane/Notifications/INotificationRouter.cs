namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Turns notices into notifications.</summary>
public interface INotificationRouter
{
    /// <summary>Applies the rules in force to the next notices, in the order in which they were written: alerts open and resolve, messages are put into the queue. Each notice once, whoever calls.</summary>
    /// <returns>How many notices were done; fewer than the limit when no more wait.</returns>
    Task<int> RouteAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Puts a test message to one channel into the queue, past routes, alerts and quiet hours.</summary>
    /// <param name="company">The company whose channel it is; null for the house's.</param>
    /// <param name="channel">The channel's name.</param>
    /// <param name="requestedBy">Who asked.</param>
    /// <param name="cancellationToken">Stops the work; nothing is written then.</param>
    /// <returns>Ids of the notifications, one a target.</returns>
    /// <exception cref="Domain.Observability.UserErrorException"><c>channel_unknown</c>.</exception>
    Task<IReadOnlyList<Guid>> TestAsync(string? company, string channel, string requestedBy, CancellationToken cancellationToken);
}
