namespace DataHound.Domain.Scheduling;

/// <summary>
/// From what clocks show to instants. Where clocks are put forward, a time that is skipped counts as the first instant after the gap; where they are put back,
/// a time that is shown twice counts as its first showing.
/// </summary>
internal static class WallClock
{
    /// <summary>Every offset from UTC is smaller.</summary>
    private static readonly TimeSpan BeyondOffsets = TimeSpan.FromHours(15);

    /// <summary>The instant of a local time.</summary>
    public static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        if (zone.IsInvalidTime(local))
            return EndOfGap(local, zone);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return At(local, offset);
    }

    /// <summary>The first occurrence after an instant of something that follows the clock: a skipped time comes after the gap, a doubled one comes once.</summary>
    public static DateTimeOffset? Next(Func<DateTime, DateTime?> nextLocal, DateTimeOffset after, TimeZoneInfo zone)
    {
        for (var local = nextLocal(Show(after, zone)); local is { } candidate; local = nextLocal(candidate))
        {
            var instant = Instant(candidate, zone);
            if (instant > after)
                return instant;
        }

        return null;
    }

    /// <summary>The first occurrence after an instant of something that goes on through changes of the clock: a skipped time does not come, a doubled one comes twice.</summary>
    public static DateTimeOffset? NextThroughChanges(Func<DateTime, DateTime?> nextLocal, DateTimeOffset after, TimeZoneInfo zone)
    {
        while (true)
        {
            var offset = zone.GetUtcOffset(after);
            if (nextLocal(Show(after, zone)) is not { } local)
                return null;
            var instant = At(local, offset);
            if (zone.GetUtcOffset(instant) == offset)
                return instant;
            after = Change(after, instant, offset, zone);
            var shown = Show(after, zone);
            if (nextLocal(shown.AddTicks(-1)) == shown)
                return after;
        }
    }

    private static DateTime Show(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    private static DateTimeOffset At(DateTime local, TimeSpan offset)
    {
        var ticks = Math.Clamp(local.Ticks - offset.Ticks, DateTimeOffset.MinValue.Ticks, DateTimeOffset.MaxValue.Ticks);
        return new DateTimeOffset(ticks, TimeSpan.Zero);
    }

    private static DateTimeOffset EndOfGap(DateTime local, TimeZoneInfo zone)
    {
        var around = At(local, TimeSpan.Zero);
        return FirstSecond(around - BeyondOffsets, around + BeyondOffsets, instant => Show(instant, zone) > local);
    }

    /// <summary>The first whole second after <paramref name="from"/> with another offset; there is one until <paramref name="until"/>.</summary>
    private static DateTimeOffset Change(DateTimeOffset from, DateTimeOffset until, TimeSpan offset, TimeZoneInfo zone) =>
        FirstSecond(from, until, instant => zone.GetUtcOffset(instant) != offset);

    /// <summary>Halves the time between an instant where something does not hold and one where it does.</summary>
    private static DateTimeOffset FirstSecond(DateTimeOffset without, DateTimeOffset with, Func<DateTimeOffset, bool> holds)
    {
        var (low, high) = (without.ToUnixTimeSeconds(), with.ToUnixTimeSeconds());
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (holds(DateTimeOffset.FromUnixTimeSeconds(middle)))
                high = middle;
            else
                low = middle;
        }

        return DateTimeOffset.FromUnixTimeSeconds(high);
    }
}
