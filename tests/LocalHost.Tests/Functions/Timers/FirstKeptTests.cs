using FsCheck;
using FsCheck.Fluent;
using LocalHost.Functions.Timers;

namespace LocalHost.Tests.Functions.Timers;

public sealed class FirstKeptTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 14, 10, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("*/7 * * * * *")]
    [InlineData("0 */5 * * * *")]
    [InlineData("0 0 9-17 * * MON-FRI")]
    [InlineData("00:03:20")]
    public void The_first_kept_tick_is_the_one_that_counting_finds(string schedule)
    {
        TimerSchedule ticks = TimerSchedule.Parse(schedule, TimeZoneInfo.Utc);
        Prop.ForAll<PositiveInt, PositiveInt>((minutes, most) =>
        {
            DateTimeOffset now = Start.AddMinutes(minutes.Get % 3000);
            List<DateTimeOffset> missed = [];
            for (DateTimeOffset tick = ticks.Next(Start)!.Value; tick <= now; tick = ticks.Next(tick)!.Value)
                missed.Add(tick);
            if (missed.Count > 0)
                ticks.FirstKept(missed[0], now, most.Get).ShouldBe(missed[Math.Max(0, missed.Count - most.Get)]);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));
    }
}
