using DataHound.Domain.Scheduling;
using FsCheck;
using FsCheck.Fluent;
using Quartz;

namespace DataHound.Domain.Tests.Scheduling;

public sealed class CronScheduleTests
{
    [Fact]
    public void Cron_finds_the_times_that_another_implementation_finds() => Prop.ForAll(
        (from text in ScheduleSamples.CronTexts(seconds: true) from after in ScheduleSamples.Instants select (text, after)).ToArbitrary(),
        sample =>
        {
            var expected = new CronExpression(ForQuartz(sample.text), TimeZoneInfo.Utc).GetNextValidTimeAfter(sample.after);
            ScheduleExpression.Parse(sample.text).Next(sample.after, TimeZoneInfo.Utc).ShouldBe(expected);
        }).QuickCheckThrowOnFailure();

    /// <summary>Quartz counts Sunday as 1 and wants one of the two day fields left open.</summary>
    private static string ForQuartz(string text)
    {
        var fields = text.Split(' ');
        if (fields[5] == "*")
        {
            fields[5] = "?";
        }
        else
        {
            fields[3] = "?";
            var held = Enumerable.Range(0, 7).Where(day => ScheduleExpression.Parse($"0 0 * * {fields[5]}").Occurrences(DateTimeOffset.UnixEpoch, TimeZoneInfo.Utc).Take(7).Any(at => (int)at.DayOfWeek == day));
            fields[5] = string.Join(',', held.Select(day => day + 1));
        }

        return string.Join(' ', fields);
    }
}
