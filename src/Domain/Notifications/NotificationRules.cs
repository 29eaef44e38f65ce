namespace DataHound.Domain.Notifications;

/// <summary>
/// The config document of kind <c>notifications</c> (a company's) or <c>notification-defaults</c> (the house's own): who is told what, when and how.
/// Both apply side by side to a notice about a company; neither knows the other's channels.
/// </summary>
public sealed record NotificationRules
{
    /// <summary>What holds for the house where no document says otherwise: warnings and worse go to the log.</summary>
    public static NotificationRules Default { get; } = new()
    {
        Channels = new Dictionary<string, ChannelRules>(StringComparer.Ordinal) { [LogChannelRules.Name] = new LogChannelRules() },
        Routes = [new NotificationRoute { Channels = [LogChannelRules.Name] }],
    };

    /// <summary>Rules that tell nobody.</summary>
    public static NotificationRules None { get; } = new();

    /// <summary>The channels by name.</summary>
    public IReadOnlyDictionary<string, ChannelRules> Channels { get; init; } = new Dictionary<string, ChannelRules>(StringComparer.Ordinal);

    /// <summary>Which notices go where; every route that fits is taken, each channel once.</summary>
    public IReadOnlyList<NotificationRoute> Routes { get; init; } = [];

    /// <summary>Own words.</summary>
    public IReadOnlyList<NotificationTemplate> Templates { get; init; } = [];

    /// <summary>Quiet hours of all channels that have none of their own; null for none.</summary>
    public QuietHours? QuietHours { get; init; }

    /// <summary>Minutes in which a notice of the same kind and subject is not told again. Default 10; 0 tells all.</summary>
    public int DeduplicateMinutes { get; init; } = 10;

    /// <summary>Minutes after which an alert that still stands is told again. Default 240; worse severity is told at once.</summary>
    public int RepeatAlertMinutes { get; init; } = 240;

    /// <summary>The first instant at or after the given one at which the channel may be used.</summary>
    public DateTimeOffset NotBefore(string channel, NoticeSeverity severity, DateTimeOffset at) =>
        severity < NoticeSeverity.Critical && (Channels.GetValueOrDefault(channel)?.QuietHours ?? QuietHours) is { } quiet ? quiet.NextLoud(at) : at;
}
