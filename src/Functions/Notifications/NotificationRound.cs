using DataHound.Storage.ControlPlane.Notifications;
using Microsoft.Extensions.Options;

namespace DataHound.Functions.Notifications;

/// <summary>
/// One round of deliveries: routes new notices and serves every channel with due notifications in a lane of its own, so that a slow one delays nobody else.
/// New work is looked for as long as a lane is busy and the round's time is not over.
/// </summary>
/// <param name="router">Turns notices into notifications.</param>
/// <param name="queue">The queue.</param>
/// <param name="sender">Sends one.</param>
/// <param name="options">How deliveries are made.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class NotificationRound(
    INotificationRouter router, INotificationQueue queue, NotificationSender sender, IOptions<NotificationOptions> options, TimeProvider time, ILogger<NotificationRound> logger)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    /// <summary>Delivers until nothing is due, or the round's time is over and what was begun is done.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var ends = time.GetUtcNow() + options.Value.RoundLimit;
        var lanes = new Dictionary<NotificationChannelKey, Task>();
        while (time.GetUtcNow() < ends)
        {
            while (await router.RouteAsync(options.Value.BatchSize, cancellationToken) == options.Value.BatchSize)
            {
            }

            foreach (var channel in await queue.ListDueAsync(options.Value.MaximumChannels + lanes.Count, cancellationToken))
            {
                if (lanes.Count < options.Value.MaximumChannels && !lanes.ContainsKey(channel))
                    lanes.Add(channel, ServeAsync(channel, ends, cancellationToken));
            }

            if (lanes.Count == 0)
                return;
            await Task.WhenAny([.. lanes.Values, Task.Delay(LookAgain, time, cancellationToken)]);
            foreach (var (channel, lane) in lanes.Where(lane => lane.Value.IsCompleted).ToList())
            {
                await lane;
                lanes.Remove(channel);
            }
        }

        await Task.WhenAll(lanes.Values);
    }

    /// <summary>A lane's failure is told and ends the lane only; what it had claimed is due again when the claim runs out.</summary>
    private async Task ServeAsync(NotificationChannelKey channel, DateTimeOffset ends, CancellationToken cancellationToken)
    {
        try
        {
            while (time.GetUtcNow() < ends)
            {
                var claimed = await queue.ClaimAsync(channel, options.Value.PerChannel, NotificationSender.AttemptFor, cancellationToken);
                if (claimed.Count == 0)
                    return;
                await Task.WhenAll(claimed.Select(notification => DeliverAsync(notification, cancellationToken)));
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogLaneFailed(logger, channel.Scope, channel.ChannelName, exception);
        }
    }

    private async Task DeliverAsync(ClaimedNotification notification, CancellationToken cancellationToken)
    {
        var outcome = await sender.SendAsync(notification, cancellationToken);
        await queue.RecordAsync(notification, outcome, CancellationToken.None);
        if (outcome.State is NotificationState.Failed)
            LogGivenUp(logger, notification.Id, notification.Channel.Scope, notification.Channel.ChannelName, outcome.ErrorCode, notification.Attempt);
        else if (outcome.ErrorCode is not null)
            LogNotSent(logger, notification.Id, notification.Channel.Scope, notification.Channel.ChannelName, outcome.ErrorCode, outcome.State, outcome.NextAttemptAt);
    }

    [LoggerMessage(EventId = 6001, Level = LogLevel.Warning, Message = "Notification {NotificationId} over channel {Scope}/{Channel} was given up: {Code} in attempt {Attempt}.")]
    private static partial void LogGivenUp(ILogger logger, Guid notificationId, string scope, string channel, string? code, int attempt);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Information, Message = "Notification {NotificationId} over channel {Scope}/{Channel} was not sent: {Code}; it is {State}, next attempt {NextAttemptAt}.")]
    private static partial void LogNotSent(ILogger logger, Guid notificationId, string scope, string channel, string code, NotificationState state, DateTimeOffset? nextAttemptAt);

    [LoggerMessage(EventId = 6003, Level = LogLevel.Error, Message = "Deliveries over channel {Scope}/{Channel} broke off; they go on in a later round.")]
    private static partial void LogLaneFailed(ILogger logger, string scope, string channel, Exception exception);
}
