using System.Net.Mail;
using DataHound.Domain.Notifications;

namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>What the rules about notifications must keep.</summary>
internal static class NotificationChecks
{
    private const int MostChannels = 50;
    private const int MostTargets = 20;
    private const int MinutesOfAWeek = 7 * 24 * 60;

    /// <summary>The rules' problems.</summary>
    public static IEnumerable<ConfigProblem> Check(NotificationRules rules)
    {
        if (rules.Channels.Count > MostChannels)
            yield return new ConfigProblem("$.channels", $"has more than {MostChannels} channels");
        if (rules.DeduplicateMinutes is < 0 or > MinutesOfAWeek)
            yield return new ConfigProblem("$.deduplicate_minutes", $"must be 0 to {MinutesOfAWeek}");
        if (rules.RepeatAlertMinutes is < 1 or > MinutesOfAWeek)
            yield return new ConfigProblem("$.repeat_alert_minutes", $"must be 1 to {MinutesOfAWeek}");
        var problems = Quiet("$.quiet_hours", rules.QuietHours)
            .Concat(rules.Channels.SelectMany(channel => Channel(channel.Key, channel.Value)))
            .Concat(rules.Routes.SelectMany((route, index) => Route(route, $"$.routes[{index}]", rules)))
            .Concat(rules.Templates.SelectMany((template, index) => Template(template, $"$.templates[{index}]", rules)));
        foreach (var problem in problems)
            yield return problem;
    }

    private static IEnumerable<ConfigProblem> Channel(string name, ChannelRules channel)
    {
        var path = $"$.channels.{name}";
        if (!ConfigWords.IsSnakeCase(name))
            yield return new ConfigProblem(path, "must have a name in snake_case");
        if (channel.Type.Length == 0)
            yield return new ConfigProblem($"{path}.type", $"must be one of {string.Join(", ", ChannelRules.Types)}");
        else if (channel.Targets.Count is 0 or > MostTargets || channel.Targets.Any(target => target.Length is 0 or > 500 || target.Any(char.IsControl)))
            yield return new ConfigProblem(path, $"must have 1 to {MostTargets} targets, none of them empty");
        var own = channel switch
        {
            WebhookChannelRules webhook => Webhook(path, webhook),
            EmailChannelRules email => Email(path, email),
            TelegramChannelRules telegram => telegram.Chats.Any(chat => !IsChat(chat)) ? [new ConfigProblem($"{path}.chats", "must be chat ids or @names")] : [],
            _ => [],
        };
        foreach (var problem in own.Concat(Quiet($"{path}.quiet_hours", channel.QuietHours)))
            yield return problem;
    }

    private static IEnumerable<ConfigProblem> Webhook(string path, WebhookChannelRules webhook)
    {
        if (!Uri.TryCreate(webhook.Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http") || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            yield return new ConfigProblem($"{path}.url", "must be an https address without user and fragment");
        if (webhook.Secrets.Count is 0 or > 5)
            yield return new ConfigProblem($"{path}.secrets", "must name 1 to 5 secrets");
    }

    private static IEnumerable<ConfigProblem> Email(string path, EmailChannelRules email)
    {
        if (Uri.CheckHostName(email.Host) is UriHostNameType.Unknown)
            yield return new ConfigProblem($"{path}.host", "must be the name or address of a server");
        if (email.Port is < 1 or > 65535)
            yield return new ConfigProblem($"{path}.port", "must be 1 to 65535");
        if (email.Security is not (EmailChannelRules.StartTls or EmailChannelRules.Tls or EmailChannelRules.Plain))
            yield return new ConfigProblem($"{path}.security", "must be starttls, tls or none");
        if (!IsAddress(email.From))
            yield return new ConfigProblem($"{path}.from", "must be an e-mail address");
        for (var index = 0; index < email.To.Count; index++)
        {
            if (!IsAddress(email.To[index]))
                yield return new ConfigProblem($"{path}.to[{index}]", "must be an e-mail address");
        }

        if ((email.User is null) != (email.Password is null))
            yield return new ConfigProblem($"{path}.user", "needs a password, and the password a user");
        if (email.User is not null && email.Security is EmailChannelRules.Plain)
            yield return new ConfigProblem($"{path}.security", "must be starttls or tls to sign in");
    }

    private static IEnumerable<ConfigProblem> Route(NotificationRoute route, string path, NotificationRules rules)
    {
        foreach (var pattern in route.Kinds.Where(pattern => !NoticeKinds.All.Any(kind => NotificationRoute.Matches(pattern, kind.Name))))
            yield return new ConfigProblem($"{path}.kinds", $"has '{pattern}', which names no kind; known are {string.Join(", ", NoticeKinds.All.Select(kind => kind.Name))}");
        if (NotificationRoute.Severity(route.MinSeverity) is null)
            yield return new ConfigProblem($"{path}.min_severity", "must be info, warning, error or critical");
        if (route.Channels.Count == 0)
            yield return new ConfigProblem($"{path}.channels", "must name a channel");
        foreach (var channel in route.Channels.Where(channel => !rules.Channels.ContainsKey(channel)))
            yield return new ConfigProblem($"{path}.channels", $"names the channel '{channel}', which is not there");
    }

    private static IEnumerable<ConfigProblem> Template(NotificationTemplate template, string path, NotificationRules rules)
    {
        foreach (var channel in template.Channels.Where(channel => !rules.Channels.ContainsKey(channel)))
            yield return new ConfigProblem($"{path}.channels", $"names the channel '{channel}', which is not there");
        if (NoticeKinds.Find(template.Kind) is not { } kind)
        {
            yield return new ConfigProblem($"{path}.kind", $"is not a kind; known are {string.Join(", ", NoticeKinds.All.Select(known => known.Name))}");
            yield break;
        }

        foreach (var (field, words, longest) in new[] { ("title", template.Title, MessageTemplate.MaximumTitleLength), ("text", template.Text, MessageTemplate.MaximumTextLength) })
        {
            if (words is { Length: 0 } || words?.Length > longest)
                yield return new ConfigProblem($"{path}.{field}", $"must have 1 to {longest} characters");
            foreach (var name in MessageTemplate.Placeholders(words ?? "").Where(name => !kind.Facts.Contains(name, StringComparer.Ordinal) && !NoticeKinds.CommonFacts.Contains(name, StringComparer.Ordinal)))
                yield return new ConfigProblem($"{path}.{field}", $"has the placeholder {{{name}}}, which {kind.Name} does not have; it has {string.Join(", ", NoticeKinds.CommonFacts.Concat(kind.Facts))}");
        }
    }

    private static IEnumerable<ConfigProblem> Quiet(string path, QuietHours? quiet)
    {
        if (quiet is null)
            yield break;
        if (!CompanyChecks.IsTimeZone(quiet.TimeZone))
            yield return new ConfigProblem($"{path}.time_zone", "is not the IANA name of a time zone, such as America/Chicago");
        if (QuietHours.Time(quiet.From) is not { } from)
            yield return new ConfigProblem($"{path}.from", "must be a time of day such as 22:00");
        else if (QuietHours.Time(quiet.To) is not { } to || to == from)
            yield return new ConfigProblem($"{path}.to", "must be a time of day such as 07:00, and not the beginning");
    }

    /// <summary>One bare ASCII address: what a mail server understands without extensions, and nothing that could begin another header.</summary>
    private static bool IsAddress(string text) =>
        text.Length <= 254 && text.All(character => character is > ' ' and < (char)127 and not ('<' or '>' or ',' or ';' or '"')) && MailAddress.TryCreate(text, out var address) && address.Address == text;

    private static bool IsChat(string chat) => chat.Length is > 1 and <= 64 && (chat[0] is '@' ? chat.Skip(1).All(character => char.IsAsciiLetterOrDigit(character) || character is '_') : long.TryParse(chat, System.Globalization.CultureInfo.InvariantCulture, out _));
}
