using System.Globalization;

namespace DataHound.Domain.Scheduling;

/// <summary><c>once:2026-03-01T12:00</c>: one time only, by the clock of the zone, or with <c>Z</c> or an offset at that instant.</summary>
public sealed record OnceSchedule : ScheduleExpression
{
    /// <summary>The form's word.</summary>
    internal const string Word = "once";

    private static readonly string[] LocalForms = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm'Z'", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"];

    private OnceSchedule(DateTime local, DateTimeOffset? instant)
    {
        Local = local;
        Instant = instant;
    }

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <summary>What the clock of the zone shows then; without meaning when <see cref="Instant"/> is given.</summary>
    public DateTime Local { get; }

    /// <summary>The instant, when it was written with an offset.</summary>
    public DateTimeOffset? Instant { get; }

    /// <inheritdoc/>
    public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var at = Instant ?? WallClock.Instant(Local, zone);
        return at > after ? at.ToUniversalTime() : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Instant is { } instant
        ? $"{Word}:{instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)}"
        : $"{Word}:{Local.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}";

    internal static OnceSchedule Read(ScheduleText text)
    {
        if (DateTime.TryParseExact(text.Text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return new OnceSchedule(local, null);
        return DateTimeOffset.TryParseExact(text.Text, InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? new OnceSchedule(default, instant.ToUniversalTime())
            : throw text.Error($"'{text.Text}' is not a date and time", "Write it like once:2026-03-01T12:00 by the task's clock, or with Z or an offset such as once:2026-03-01T12:00:00-06:00.");
    }
}
