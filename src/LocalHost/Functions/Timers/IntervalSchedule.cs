namespace LocalHost.Functions.Timers;

/// <summary>Ticks at equal distances.</summary>
/// <param name="interval">The distance.</param>
internal sealed class IntervalSchedule(TimeSpan interval) : TimerSchedule
{
    public override DateTimeOffset? Next(DateTimeOffset after) => after + interval;
}
