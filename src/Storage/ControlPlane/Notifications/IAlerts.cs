using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Alerts. They open and resolve by notices; people silence them.</summary>
public interface IAlerts
{
    /// <summary>Alerts, last heard of first.</summary>
    Task<Page<Alert>> ListAsync(AlertQuery query, CancellationToken cancellationToken);

    /// <summary>Tells nothing of an alert until an instant. It goes on opening and resolving.</summary>
    /// <param name="subject">The alert's subject.</param>
    /// <param name="until">Until when.</param>
    /// <param name="by">Who silences it, and why; the audit log keeps it.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The alert, or null when there is none.</returns>
    Task<Alert?> SilenceAsync(string subject, DateTimeOffset until, Initiator by, CancellationToken cancellationToken);

    /// <summary>Ends the silence of an alert.</summary>
    /// <returns>The alert, or null when there is none.</returns>
    Task<Alert?> UnsilenceAsync(string subject, Initiator by, CancellationToken cancellationToken);
}
