using DataHound.Domain.Notifications;

namespace DataHound.Storage.ControlPlane.Notifications;

/// <summary>Takes notices. Who is told, where and when is decided later, by the rules in force then.</summary>
public interface INotificationOutbox
{
    /// <summary>Writes a notice. Inside Storage, a notice about a change of state is written in the transaction of that change.</summary>
    /// <returns>False when a notice with this key was written before.</returns>
    Task<bool> WriteAsync(Notice notice, CancellationToken cancellationToken);
}
