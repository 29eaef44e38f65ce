namespace LocalHost.Functions.Timers;

/// <summary>Ticks at equal distances.</summary>
/// <param name="interval">The distance.</param>
internal sealed class IntervalSchedule(TimeSpan interval) : TimerSchedule
{
    public override DateTimeOffset? Next(DateTimeOffset after) => after + interval;

    public override DateTimeOffset FirstKept(DateTimeOffset tick, DateTimeOffset now, int most)
    {
        long missed = ((now - tick).Ticks / interval.Ticks) + 1;
        return missed <= most ? tick : tick + (interval * (missed - most));
    }
}
