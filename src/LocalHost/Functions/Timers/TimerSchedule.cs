using System.Globalization;

namespace LocalHost.Functions.Timers;

/// <summary>When a timer ticks.</summary>
internal abstract class TimerSchedule
{
    private static readonly DateTimeOffset Probe = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first tick after a moment; null when there is none any more.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset after);

    /// <summary>Whether ticks follow one another in less than a minute.</summary>
    public bool IsRapid => Next(Probe) is { } first && Next(first) is { } second && second - first < TimeSpan.FromMinutes(1);

    /// <summary>The first of the latest missed ticks, so many at most. Ticks are whole seconds apart, so halving the time finds it.</summary>
    /// <param name="tick">The first tick that was missed.</param>
    /// <param name="now">The present.</param>
    /// <param name="most">How many ticks are kept.</param>
    public virtual DateTimeOffset FirstKept(DateTimeOffset tick, DateTimeOffset now, int most)
    {
        (DateTimeOffset before, DateTimeOffset after) = (tick.AddTicks(-1), now);
        if (!HasMoreThan(most, before, now))
            return tick;
        while (after - before > TimeSpan.FromSeconds(1))
        {
            DateTimeOffset middle = before + ((after - before) / 2);
            if (HasMoreThan(most - 1, middle, now))
                before = middle;
            else
                after = middle;
        }

        return Next(before) ?? tick;
    }

    /// <summary>Reads an NCRONTAB expression or a time span.</summary>
    /// <exception cref="FormatException">It is neither; the message says why.</exception>
    public static TimerSchedule Parse(string text, TimeZoneInfo timeZone)
    {
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan interval) && interval > TimeSpan.Zero
                ? new IntervalSchedule(interval)
                : throw new FormatException("it is not a time span above zero such as 00:05:00");
        }

        CronSchedule cron = CronSchedule.Parse(text, timeZone);
        return cron.Next(Probe) is null ? throw new FormatException("it names a day that does not exist, so it never ticks") : cron;
    }

    private bool HasMoreThan(int count, DateTimeOffset after, DateTimeOffset until)
    {
        DateTimeOffset? tick = Next(after);
        for (int found = 0; found < count && tick <= until; found++)
            tick = Next(tick.Value);
        return tick <= until;
    }
}
