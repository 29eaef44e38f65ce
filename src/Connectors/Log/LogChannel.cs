using DataHound.Domain.Notifications;
using DataHound.Storage.ControlPlane.Idempotency;
using Microsoft.Extensions.Logging;

namespace DataHound.Connectors.Log;

/// <summary>Writes notifications into the app's own log.</summary>
public sealed partial class LogChannel(ILogger<LogChannel> logger) : INotificationChannel
{
    /// <inheritdoc/>
    public string Type => LogChannelRules.Name;

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(EffectClaim claim, OutgoingNotification notification, CancellationToken cancellationToken)
    {
        var message = notification.Message;
        var level = message.Severity switch
        {
            NoticeSeverity.Info => LogLevel.Information,
            NoticeSeverity.Warning => LogLevel.Warning,
            NoticeSeverity.Error => LogLevel.Error,
            _ => LogLevel.Critical,
        };
        LogNotification(logger, level, message.Title, MessageTemplate.Line(message.Text, MessageTemplate.MaximumTextLength), message.Kind, message.Subject);
        return Task.FromResult(SendResult.Sent());
    }

    [LoggerMessage(EventId = 6101, Message = "{Title}: {Text} ({Kind} of {Subject})")]
    private static partial void LogNotification(ILogger logger, LogLevel level, string title, string text, string kind, string subject);
}
