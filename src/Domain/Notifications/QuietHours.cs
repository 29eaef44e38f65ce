using System.Globalization;

namespace DataHound.Domain.Notifications;

/// <summary>Hours of the day in which nothing is sent but what is critical. What falls into them waits for their end.</summary>
public sealed record QuietHours
{
    /// <summary>IANA name of the time zone in which the hours are read.</summary>
    public required string TimeZone { get; init; }

    /// <summary>When they begin, as <c>HH:mm</c>.</summary>
    public required string From { get; init; }

    /// <summary>When they end, as <c>HH:mm</c>; on the next day when it is before the beginning.</summary>
    public required string To { get; init; }

    /// <summary>Reads a time of day, or null when the text is none.</summary>
    public static TimeOnly? Time(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>The first instant at or after the given one that is not quiet. Where clocks are put back, an hour that comes twice is judged twice.</summary>
    public DateTimeOffset NextLoud(DateTimeOffset at)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var (from, to) = (Time(From)!.Value, Time(To)!.Value);
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        var quiet = from < to ? time >= from && time < to : time >= from || time < to;
        if (!quiet)
            return at;
        var day = DateOnly.FromDateTime(local.DateTime);
        var end = (time < to ? day : day.AddDays(1)).ToDateTime(to);

        // A time that the clocks leap over: they have passed it with the first minute after the leap.
        while (zone.IsInvalidTime(end))
            end = end.AddMinutes(1);
        var offsets = zone.IsAmbiguousTime(end) ? zone.GetAmbiguousTimeOffsets(end) : [zone.GetUtcOffset(end)];
        return offsets.Select(offset => new DateTimeOffset(end, offset)).Where(instant => instant > at).Min().ToUniversalTime();
    }
}
