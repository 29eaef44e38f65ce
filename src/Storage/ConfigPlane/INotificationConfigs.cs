using DataHound.Domain.Notifications;

namespace DataHound.Storage.ConfigPlane;

/// <summary>The active rules about notifications. Secrets in them are references.</summary>
public interface INotificationConfigs
{
    /// <summary>Who is told what about the company, which is nobody unless a document says so; with null the house's own rules.</summary>
    /// <exception cref="Domain.Observability.UserErrorException"><c>config_invalid</c>.</exception>
    Task<NotificationRules> GetNotificationsAsync(string? company, CancellationToken cancellationToken);
}
