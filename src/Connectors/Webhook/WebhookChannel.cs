using System.Globalization;
using System.Text.Json;
using DataHound.Connectors.Outbound;
using DataHound.Domain.Notifications;
using DataHound.Storage.ConfigPlane.Secrets;
using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Connectors.Webhook;

/// <summary>
/// Posts <c>{"type", "timestamp", "data"}</c> with the headers of Standard Webhooks 1.0. Every attempt has the same <c>webhook-id</c> and body, so that a
/// receiver that has seen the id may drop it, and its own timestamp.
/// </summary>
public sealed class WebhookChannel(OutboundHttp http, ISecretReader secrets, TimeProvider time) : INotificationChannel
{
    /// <inheritdoc/>
    public string Type => WebhookChannelRules.Name;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(EffectClaim claim, OutgoingNotification notification, CancellationToken cancellationToken)
    {
        var rules = (WebhookChannelRules)notification.Rules;
        var keys = new List<byte[]>();
        foreach (var reference in rules.Secrets)
        {
            if (await secrets.FindAsync(reference.Secret, cancellationToken) is not { } secret)
                return SendResult.Not(SendOutcome.Skipped, "secret_missing");
            if (WebhookSignature.Key(secret) is not { } key)
                return SendResult.Not(SendOutcome.Skipped, "secret_invalid");
            keys.Add(key);
        }

        var id = $"msg_{notification.Id:N}";
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds();
        var body = Body(notification.Message);
        (string, string)[] headers =
        [
            ("webhook-id", id),
            ("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture)),
            ("webhook-signature", WebhookSignature.Sign(keys, id, timestamp, body)),
        ];
        var (reply, failure) = await http.PostAsync(claim, Uri.TryCreate(rules.Url, UriKind.Absolute, out var address) ? address : null, body, headers, cancellationToken);
        return failure ?? reply!.ToResult();
    }

    private static byte[] Body(NotificationMessage message) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = message.Kind,
        timestamp = message.At.UtcDateTime,
        data = new
        {
            severity = message.Severity.ToString().ToLowerInvariant(),
            message_type = message.Type.ToString().ToLowerInvariant(),
            company = message.Company,
            subject = message.Subject,
            task_id = message.TaskId,
            title = message.Title,
            text = message.Text,
            facts = new SortedDictionary<string, string>(message.Facts.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        },
    });
}
