using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LocalHost.Functions.Timers;

namespace LocalHost.Tests.Functions.Timers;

public sealed class CronScheduleTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 14, 10, 30, 15, TimeSpan.Zero);

    [Theory]
    [InlineData("0 */5 * * * *", "2026-01-14T10:35:00")]
    [InlineData("*/5 * * * *", "2026-01-14T10:35:00")]
    [InlineData("0 0 9-17 * * MON-FRI", "2026-01-14T11:00:00")]
    [InlineData("0 30 9 * * 0", "2026-01-18T09:30:00")]
    [InlineData("0 30 9 * * sunday", "2026-01-18T09:30:00")]
    [InlineData("0 0 0 1 JAN,jul *", "2026-07-01T00:00:00")]
    [InlineData("0 0 0 13 * 5", "2026-02-13T00:00:00")]
    [InlineData("0 0 12 29 2 *", "2028-02-29T12:00:00")]
    [InlineData("0 0 0 29 2 1", "2044-02-29T00:00:00")]
    [InlineData("10/20 * * * * *", "2026-01-14T10:30:30")]
    [InlineData("15 30 10 * * *", "2026-01-15T10:30:15")]
    public void An_expression_ticks_next_at(string expression, string expected) =>
        TimerSchedule.Parse(expression, TimeZoneInfo.Utc).Next(Start).ShouldBe(DateTimeOffset.Parse(expected + "Z", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("* * * *", "fields")]
    [InlineData("0 0 24 * * *", "'24' in the hour field is not from 0 to 23")]
    [InlineData("0 0 0 * * 7", "day of week")]
    [InlineData("0 0 0 * * FRI-MON", "runs backwards")]
    [InlineData("0 */0 * * * *", "step")]
    [InlineData("0 0 0 30 2 *", "never ticks")]
    [InlineData("0 0 0 ? * *", "day field")]
    [InlineData("00:00:00", "time span")]
    [InlineData("soon", "fields")]
    public void What_is_not_an_expression_is_refused_with_the_reason(string expression, string reason) =>
        Should.Throw<FormatException>(() => TimerSchedule.Parse(expression, TimeZoneInfo.Utc)).Message.ShouldContain(reason);

    [Fact]
    public void A_time_zone_moves_the_ticks()
    {
        TimeZoneInfo berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        TimerSchedule daily = TimerSchedule.Parse("0 0 6 * * *", berlin);
        daily.Next(new DateTimeOffset(2026, 1, 14, 12, 0, 0, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 1, 15, 5, 0, 0, TimeSpan.Zero));
        daily.Next(new DateTimeOffset(2026, 7, 14, 12, 0, 0, TimeSpan.Zero)).ShouldBe(new DateTimeOffset(2026, 7, 15, 4, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_time_span_ticks_at_equal_distances() =>
        TimerSchedule.Parse("00:00:30", TimeZoneInfo.Utc).Next(Start).ShouldBe(Start.AddSeconds(30));

    [Theory]
    [InlineData("*/30 * * * * *", true)]
    [InlineData("0 * * * * *", false)]
    [InlineData("00:00:59", true)]
    public void A_schedule_below_a_minute_is_rapid(string expression, bool expected) =>
        TimerSchedule.Parse(expression, TimeZoneInfo.Utc).IsRapid.ShouldBe(expected);

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Berlin")]
    [InlineData("America/Phoenix")]
    public void The_next_tick_is_the_one_that_trying_every_second_finds(string zone)
    {
        TimeZoneInfo timeZone = TimeZoneInfo.FindSystemTimeZoneById(zone);
        Prop.ForAll<int>(seed =>
        {
            CronSample sample = CronSample.Make(new Random(seed));
            DateTimeOffset? found = CronSchedule.Parse(sample.Text, timeZone).Next(sample.After);
            DateTime? expected = sample.FindByTrying(TimeZoneInfo.ConvertTime(sample.After, timeZone).DateTime);
            if (expected is null || sample.CrossesClockChange(timeZone, expected.Value))
                return;
            found.ShouldNotBeNull(sample.Text);
            TimeZoneInfo.ConvertTime(found.Value, timeZone).DateTime.ShouldBe(expected.Value, $"{sample.Text} after {sample.After:O}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(400));
    }
}
