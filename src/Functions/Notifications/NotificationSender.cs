using DataHound.Connectors;
using DataHound.Domain.Notifications;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Idempotency;
using DataHound.Storage.ControlPlane.Notifications;
using Microsoft.Extensions.Options;

namespace DataHound.Functions.Notifications;

/// <summary>
/// Sends one claimed notification and says what is to be recorded. The effect's key is the notification's id: what the other end took is not sent again, even
/// when the process died before it could record so. When nobody knows whether the other end took it, it is sent again with the same id.
/// </summary>
/// <param name="channels">The channels there are.</param>
/// <param name="configs">The rules.</param>
/// <param name="effects">Keeps effects from happening twice.</param>
/// <param name="options">How deliveries are made.</param>
/// <param name="time">The clock.</param>
public sealed class NotificationSender(IEnumerable<INotificationChannel> channels, INotificationConfigs configs, IEffects effects, IOptions<NotificationOptions> options, TimeProvider time)
{
    private const string Scope = "notification";
    private static readonly TimeSpan WhileInProgress = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShortestRest = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, INotificationChannel> _channels = channels.ToDictionary(channel => channel.Type, StringComparer.Ordinal);

    /// <summary>How long sending may take before a claim counts as lost; longer than every channel's own limit.</summary>
    public static TimeSpan AttemptFor { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Sends.</summary>
    public async Task<NotificationOutcome> SendAsync(ClaimedNotification notification, CancellationToken cancellationToken)
    {
        if (notification.EndpointDisabled)
            return Skipped("endpoint_disabled");
        NotificationRules rules;
        try
        {
            rules = await configs.GetNotificationsAsync(NotificationScopes.CompanyOf(notification.Channel.Scope), cancellationToken);
        }
        catch (UserErrorException)
        {
            return Retry(notification, NotificationRules.None, SendResult.Not(SendOutcome.Failed, "config_invalid"));
        }

        if (rules.Channels.GetValueOrDefault(notification.Channel.ChannelName) is not { } channelRules || !channelRules.Targets.Contains(notification.Target, StringComparer.Ordinal))
            return Skipped("channel_removed");
        var outgoing = new OutgoingNotification { Id = notification.Id, Rules = channelRules, Target = notification.Target, Message = notification.Message };
        return await SendOnceAsync(notification, outgoing, rules, cancellationToken);
    }

    private async Task<NotificationOutcome> SendOnceAsync(ClaimedNotification notification, OutgoingNotification outgoing, NotificationRules rules, CancellationToken cancellationToken)
    {
        SendResult? result = null;
        try
        {
            var request = new EffectRequest
            {
                Scope = Scope,
                Key = notification.Id.ToString("N"),
                Content = $"{notification.Channel.Scope} {notification.Channel.ChannelName} {notification.Target}",
                WhenUnknown = UnknownEffectPolicy.Redo,
                AttemptFor = AttemptFor,
            };
            var effect = await effects.OnceAsync(
                request,
                async (claim, token) =>
                {
                    result = await _channels[outgoing.Rules.Type].SendAsync(claim, outgoing, token);
                    return result.Outcome switch
                    {
                        SendOutcome.Sent => new EffectAnswer { ProviderId = result.ProviderMessageId },
                        SendOutcome.Unknown => throw new SendOutcomeUnknownException(),
                        _ => throw new EffectNotDoneException(result.Code ?? "not_sent"),
                    };
                },
                cancellationToken);
            return effect.Happened
                ? new NotificationOutcome { State = NotificationState.Sent, ProviderMessageId = effect.Answer?.ProviderId }
                : new NotificationOutcome { State = NotificationState.Pending, NextAttemptAt = time.GetUtcNow() + WhileInProgress, ErrorCode = "in_progress", Attempted = false };
        }
        catch (Exception exception) when (result is not null && exception is EffectNotDoneException or SendOutcomeUnknownException)
        {
            return Outcome(notification, rules, result!);
        }
    }

    private NotificationOutcome Outcome(ClaimedNotification notification, NotificationRules rules, SendResult result) => result.Outcome switch
    {
        SendOutcome.Skipped => Skipped(result.Code!),
        SendOutcome.Refused => new NotificationOutcome { State = NotificationState.Failed, ErrorCode = result.Code },
        SendOutcome.Gone => new NotificationOutcome { State = NotificationState.Failed, ErrorCode = result.Code, DisableEndpoint = true },
        _ => Retry(notification, rules, result),
    };

    private NotificationOutcome Retry(ClaimedNotification notification, NotificationRules rules, SendResult result)
    {
        var now = time.GetUtcNow();
        var throttled = result.Outcome is SendOutcome.Throttled;
        var delay = RetrySchedule.DelayAfter(options.Value.Delays, notification.Attempt, notification.Id);
        var rest = throttled ? now + Longer(result.RetryAfter ?? delay ?? TimeSpan.Zero, ShortestRest) : (DateTimeOffset?)null;
        if (delay is not { } wait)
            return new NotificationOutcome { State = NotificationState.Failed, ErrorCode = result.Code, ThrottleUntil = rest };
        var next = rules.NotBefore(notification.Channel.ChannelName, notification.Message.Severity, now + Longer(wait, result.RetryAfter ?? TimeSpan.Zero));
        return new NotificationOutcome { State = NotificationState.Pending, NextAttemptAt = next, ErrorCode = result.Code, ThrottleUntil = rest };
    }

    private static NotificationOutcome Skipped(string code) => new() { State = NotificationState.Skipped, ErrorCode = code, Attempted = false };

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
