using DataHound.Storage.ControlPlane.Notifications;

namespace DataHound.Functions.Notifications;

/// <summary>Shapes notifications, alerts and endpoints for the HTTP API.</summary>
internal static class NotificationView
{
    public static object Of(SentNotification notification) => new
    {
        notification.Id,
        notification.Message.Kind,
        notification.Message.Severity,
        MessageType = notification.Message.Type,
        Company = notification.Message.Company,
        notification.Message.Subject,
        notification.Message.TaskId,
        ChannelName = notification.Key.ChannelName,
        Scope = notification.Key.Scope,
        notification.Channel,
        notification.Target,
        notification.Message.Title,
        notification.Message.Text,
        Status = notification.State,
        notification.Attempts,
        notification.NextAttemptAt,
        notification.ErrorCode,
        notification.ProviderMessageId,
        notification.CreatedAt,
        notification.FinishedAt,
        Links = Links(notification.Id),
    };

    public static object Of(NotificationEndpoint endpoint) => new
    {
        endpoint.Key.Scope,
        endpoint.Key.ChannelName,
        Enabled = endpoint.DisabledAt is null,
        endpoint.DisabledAt,
        endpoint.DisabledCode,
        endpoint.ThrottledUntil,
        endpoint.Failures,
        endpoint.LastSentAt,
        endpoint.LastErrorCode,
    };

    public static object Links(Guid id) => new { Self = $"/api/v1/notifications/{id}" };

    public static Guid Id(string text) => Guid.TryParse(text, out var id) ? id : throw Unknown();

    public static UserErrorException Unknown() => new("notification_unknown", "There is no such notification.", "List the notifications with GET /api/v1/notifications.");

    public static UserErrorException UnknownAlert() => new("alert_unknown", "There is no alert on this subject.", "List the alerts with GET /api/v1/alerts.");
}
