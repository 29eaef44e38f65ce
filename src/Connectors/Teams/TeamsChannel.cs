using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using DataHound.Connectors.Outbound;
using DataHound.Domain.Notifications;
using DataHound.Storage.ConfigPlane.Secrets;
using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Connectors.Teams;

/// <summary>
/// Posts an adaptive card to a workflow's webhook (202) or to an older connector (200). A connector that is asked too often, more than four times a second,
/// answers 200 and says in the body that Teams answered 429. There is no message id, and a message that comes twice is not recognised.
/// </summary>
public sealed partial class TeamsChannel(OutboundHttp http, ISecretReader secrets) : INotificationChannel
{
    /// <inheritdoc/>
    public string Type => TeamsChannelRules.Name;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(EffectClaim claim, OutgoingNotification notification, CancellationToken cancellationToken)
    {
        if (await secrets.FindAsync(((TeamsChannelRules)notification.Rules).Url.Secret, cancellationToken) is not { } url)
            return SendResult.Not(SendOutcome.Skipped, "secret_missing");
        var (reply, failure) = await http.PostAsync(claim, Uri.TryCreate(url, UriKind.Absolute, out var address) ? address : null, Body(notification.Message), [], cancellationToken);
        return failure ?? Result(reply!);
    }

    private static SendResult Result(HttpReply reply)
    {
        if (reply.Succeeded && InnerError().Match(reply.Body) is { Success: true } match)
            return new HttpReply(int.Parse(match.Groups["status"].Value, CultureInfo.InvariantCulture), "", reply.RetryAfter).ToResult();
        return reply.Status is 400 or 401 or 403 or 404 or 413 ? SendResult.Not(SendOutcome.Refused, reply.Code) : reply.ToResult();
    }

    /// <summary>Text blocks of a card read a little Markdown; text runs of a rich text block read none.</summary>
    private static byte[] Body(NotificationMessage message)
    {
        var colour = message.Severity switch
        {
            NoticeSeverity.Info => "Default",
            NoticeSeverity.Warning => "Warning",
            _ => "Attention",
        };
        var content = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = new[]
            {
                Line(new { type = "TextRun", text = message.Title, weight = "Bolder", size = "Medium", color = colour }),
                Line(new { type = "TextRun", text = message.Text.Length == 0 ? message.Title : message.Text }),
                Line(new { type = "TextRun", text = $"{message.Severity.ToString().ToLowerInvariant()} · {message.Kind} · {message.Subject}", isSubtle = true, size = "Small" }),
            },
        };
        return JsonSerializer.SerializeToUtf8Bytes(new { type = "message", attachments = new[] { new { contentType = "application/vnd.microsoft.card.adaptive", contentUrl = (string?)null, content } } });
    }

    private static object Line(object run) => new { type = "RichTextBlock", inlines = new[] { run } };

    [GeneratedRegex("returned HTTP error (?<status>[45][0-9][0-9])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InnerError();
}
