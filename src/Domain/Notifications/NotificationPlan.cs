using System.Globalization;

namespace DataHound.Domain.Notifications;

/// <summary>Decides who is told a notice, in which words and when.</summary>
public static class NotificationPlan
{
    /// <summary>The messages that rules make of a notice.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="rules">The rules.</param>
    /// <param name="toldOfOpening">Channels that were told of the alert that the notice resolves: they hear of its end, whatever the routes say.</param>
    /// <param name="now">Now.</param>
    public static IEnumerable<PlannedNotification> Of(RecordedNotice notice, NotificationRules rules, IReadOnlyCollection<string> toldOfOpening, DateTimeOffset now)
    {
        var routed = rules.Routes.Where(route => route.Carries(notice.Kind, notice.Severity)).SelectMany(route => route.Channels);
        foreach (var name in routed.Concat(toldOfOpening).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            foreach (var planned in To(name, notice, rules, resolves: toldOfOpening.Count > 0, now))
                yield return planned;
        }
    }

    /// <summary>The messages to one channel; none when the rules do not have it.</summary>
    public static IEnumerable<PlannedNotification> To(string channelName, RecordedNotice notice, NotificationRules rules, bool resolves, DateTimeOffset now)
    {
        if (rules.Channels.GetValueOrDefault(channelName) is not { } channel)
            return [];
        var message = Message(notice, rules, channelName, resolves);
        return channel.Targets.Distinct(StringComparer.Ordinal)
            .Select(target => new PlannedNotification(channelName, channel.Type, target, message, rules.NotBefore(channelName, notice.Severity, now)));
    }

    private static NotificationMessage Message(RecordedNotice notice, NotificationRules rules, string channelName, bool resolves)
    {
        var kind = NoticeKinds.Find(notice.Kind);
        var templates = rules.Templates.Where(template => template.Kind == notice.Kind && (template.Channels.Count == 0 || template.Channels.Contains(channelName, StringComparer.Ordinal)))
            .OrderByDescending(template => template.Channels.Count > 0).ToList();
        var values = Values(notice);
        var title = MessageTemplate.Render(templates.Select(template => template.Title).FirstOrDefault(words => words is not null) ?? kind?.Title ?? notice.Kind, values);
        var text = MessageTemplate.Render(templates.Select(template => template.Text).FirstOrDefault(words => words is not null) ?? kind?.Text ?? "", values);
        return new NotificationMessage
        {
            Kind = notice.Kind,
            Severity = notice.Severity,
            Type = notice.Type,
            Title = MessageTemplate.Line(resolves ? $"Resolved: {title}" : title, MessageTemplate.MaximumTitleLength),
            Text = MessageTemplate.Cut(text, MessageTemplate.MaximumTextLength),
            Company = notice.Company,
            Subject = notice.Subject,
            TaskId = notice.TaskId,
            At = notice.At,
            Facts = notice.Facts,
        };
    }

    private static Dictionary<string, string> Values(RecordedNotice notice) => new(notice.Facts, StringComparer.Ordinal)
    {
        ["kind"] = notice.Kind,
        ["severity"] = notice.Severity.ToString().ToLowerInvariant(),
        ["company"] = notice.Company ?? "all companies",
        ["task"] = notice.TaskId,
        ["subject"] = notice.Subject,
        ["at"] = notice.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };
}
