using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataHound.Connectors.Outbound;
using DataHound.Domain.Notifications;
using DataHound.Storage.ConfigPlane.Secrets;
using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Connectors.Telegram;

/// <summary>
/// Calls <c>sendMessage</c> of Telegram's bot API. It answers <c>{"ok", "result" | "error_code", "parameters"}</c>; with 429 come the seconds to wait as
/// <c>parameters.retry_after</c>. It does not recognise a message that comes twice.
/// </summary>
public sealed class TelegramChannel(OutboundHttp http, OutboundOptions options, ISecretReader secrets) : INotificationChannel
{
    /// <summary>Most characters of a message, counted after its markup is read.</summary>
    private const int MaximumLength = 4096;

    /// <inheritdoc/>
    public string Type => TelegramChannelRules.Name;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(EffectClaim claim, OutgoingNotification notification, CancellationToken cancellationToken)
    {
        if (await secrets.FindAsync(((TelegramChannelRules)notification.Rules).Token.Secret, cancellationToken) is not { } token)
            return SendResult.Not(SendOutcome.Skipped, "secret_missing");
        if (!token.All(character => char.IsAsciiLetterOrDigit(character) || character is ':' or '-' or '_'))
            return SendResult.Not(SendOutcome.Skipped, "secret_invalid");
        var (reply, failure) = await http.PostAsync(claim, new Uri(options.TelegramAddress, $"/bot{token}/sendMessage"), Body(notification), [], cancellationToken);
        return failure ?? Result(reply!);
    }

    private static SendResult Result(HttpReply reply)
    {
        var answer = Parse(reply.Body);
        if (reply.Succeeded)
            return answer?["ok"]?.GetValueKind() is JsonValueKind.True ? SendResult.Sent(answer["result"]?["message_id"]?.ToString()) : SendResult.Not(SendOutcome.Unknown, "answer_unreadable");
        var code = $"telegram_{reply.Status.ToString(CultureInfo.InvariantCulture)}";
        return reply.Status switch
        {
            429 => SendResult.Not(SendOutcome.Throttled, code, Seconds(answer) ?? reply.RetryAfter),
            >= 500 => SendResult.Not(SendOutcome.Failed, code, reply.RetryAfter),
            400 when answer?["parameters"]?["migrate_to_chat_id"] is not null => SendResult.Not(SendOutcome.Refused, "telegram_chat_migrated"),
            _ => SendResult.Not(SendOutcome.Refused, code),
        };
    }

    private static TimeSpan? Seconds(JsonNode? answer) =>
        answer?["parameters"]?["retry_after"] is JsonValue value && value.TryGetValue<int>(out var seconds) && seconds is >= 0 and <= 86_400 ? TimeSpan.FromSeconds(seconds) : null;

    private static JsonObject? Parse(string body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] Body(OutgoingNotification notification)
    {
        var message = notification.Message;
        var text = MessageTemplate.Cut(message.Text, MaximumLength - message.Title.Length - 2);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            chat_id = notification.Target,
            text = $"<b>{Escape(message.Title)}</b>\n\n{Escape(text)}".TrimEnd(),
            parse_mode = "HTML",
            link_preview_options = new { is_disabled = true },
            disable_notification = message.Severity is NoticeSeverity.Info,
        });
    }

    /// <summary>HTML mode needs these three escaped; entities of letters beyond ASCII are not known to it, so nothing else is.</summary>
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
