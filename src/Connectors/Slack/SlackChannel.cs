using System.Text.Json;
using DataHound.Connectors.Outbound;
using DataHound.Domain.Notifications;
using DataHound.Storage.ConfigPlane.Secrets;
using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Connectors.Slack;

/// <summary>
/// Posts blocks to an incoming webhook. Slack answers <c>ok</c>, or a status and one word that says what is wrong, and takes about one message a second
/// before it answers 429 with Retry-After. It gives no message id, and does not recognise a message that comes twice.
/// </summary>
public sealed class SlackChannel(OutboundHttp http, ISecretReader secrets) : INotificationChannel
{
    private static readonly string[] GoneWords = ["no_service", "no_service_id", "no_team", "team_disabled", "invalid_token", "channel_is_archived"];

    /// <inheritdoc/>
    public string Type => SlackChannelRules.Name;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(EffectClaim claim, OutgoingNotification notification, CancellationToken cancellationToken)
    {
        if (await secrets.FindAsync(((SlackChannelRules)notification.Rules).Url.Secret, cancellationToken) is not { } url)
            return SendResult.Not(SendOutcome.Skipped, "secret_missing");
        var (reply, failure) = await http.PostAsync(claim, Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : null, Body(notification.Message), [], cancellationToken);
        return failure ?? Result(reply!);
    }

    private static SendResult Result(HttpReply reply)
    {
        if (reply.Succeeded || reply.Status is 429 or >= 500)
            return reply.ToResult();
        var word = reply.Body.Trim();
        var code = word.Length is > 0 and <= 40 && word.All(character => char.IsAsciiLetterLower(character) || character is '_') ? $"slack_{word}" : reply.Code;
        return SendResult.Not(reply.Status is 410 || GoneWords.Contains(word, StringComparer.Ordinal) ? SendOutcome.Gone : SendOutcome.Refused, code);
    }

    /// <summary>Title and text are plain text objects, in which nothing is markup; only the fallback text is read as markup and therefore escaped.</summary>
    private static byte[] Body(NotificationMessage message)
    {
        var context = $"{message.Severity.ToString().ToLowerInvariant()} · {message.Kind} · {message.Subject}";
        object[] blocks =
        [
            new { type = "header", text = Plain(message.Title) },
            new { type = "section", text = Plain(message.Text.Length == 0 ? message.Title : message.Text) },
            new { type = "context", elements = new[] { Plain(context) } },
        ];
        return JsonSerializer.SerializeToUtf8Bytes(new { text = Escape(message.Title), blocks, unfurl_links = false, unfurl_media = false });
    }

    private static object Plain(string text) => new { type = "plain_text", text, emoji = false };

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
