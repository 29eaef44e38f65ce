using DataHound.Domain.Scheduling;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Scheduling;

public sealed class ScheduleExpressionTests
{
    [Theory]
    [InlineData("0 20 * * *", "0 20 * * *")]
    [InlineData("  */15   8-17 * jan,feb mon-fri ", "*/15 8-17 * 1,2 1-5")]
    [InlineData("30 0 12 1 * *", "30 0 12 1 * *")]
    [InlineData("0 0 12 1 * *", "0 12 1 * *")]
    [InlineData("0 0/6 * * *", "0 */6 * * *")]
    [InlineData("interval:60", "interval:60")]
    [InlineData("daily:20:00", "daily:20:00")]
    [InlineData("daily:20:00:30", "daily:20:00:30")]
    [InlineData("weekly:tue,mon@60", "weekly:mon,tue@60")]
    [InlineData("weekly:mon@30@08:00-17:00", "weekly:mon@30@08:00-17:00")]
    [InlineData("once:2026-03-01T12:00", "once:2026-03-01T12:00:00")]
    [InlineData("once:2026-03-01T12:00:00-06:00", "once:2026-03-01T18:00:00Z")]
    public void An_expression_is_written_in_one_way(string text, string written) => ScheduleExpression.Parse(text).ToString().ShouldBe(written);

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("hourly", 1, "not a schedule")]
    [InlineData("monthly:1", 1, "no kind of schedule")]
    [InlineData("0 20 * *", 1, "4 fields")]
    [InlineData("0 0 20 * * * 2026", 14, "7 fields")]
    [InlineData("0 24 * * *", 3, "'24' is not a hour")]
    [InlineData("0 20 * * 7", 10, "'7' is not a day of week")]
    [InlineData("0 20 L * *", 6, "'L' is not a day of month")]
    [InlineData("0 8-6 * * *", 3, "runs backwards")]
    [InlineData("*/0 * * * *", 3, "'0' is not a whole number")]
    [InlineData("*/5/5 * * * *", 5, "more than one step")]
    [InlineData("1-2-3 * * * *", 5, "two ends")]
    [InlineData("0 0 31 2,4 *", 5, "no month")]
    [InlineData("0 0 , * *", 5, "'' is not")]
    [InlineData("interval:0", 10, "not a whole number")]
    [InlineData("interval:ten", 10, "not a whole number")]
    [InlineData("daily:8:00", 7, "not a time of day")]
    [InlineData("daily:24:00", 7, "not a time of day")]
    [InlineData("weekly:mon", 8, "not days@minutes")]
    [InlineData("weekly:mon,noday@60", 12, "'noday' is not a day")]
    [InlineData("weekly:mon,mon@60", 12, "there twice")]
    [InlineData("weekly:mon@0", 12, "not a whole number")]
    [InlineData("weekly:mon@60@17:00-08:00", 21, "ends before it begins")]
    [InlineData("weekly:mon@60@17:00", 15, "not from-until")]
    [InlineData("once:tomorrow", 6, "not a date and time")]
    [InlineData("once:2026-02-30T12:00", 6, "not a date and time")]
    public void A_bad_expression_is_refused_with_place_cause_and_next_step(string text, int position, string cause)
    {
        var error = Should.Throw<ScheduleFormatException>(() => ScheduleExpression.Parse(text));
        error.Position.ShouldBe(position);
        error.Message.ShouldContain(cause);
        error.Error.Code.ShouldBe("schedule_invalid");
        error.Error.NextStep.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Whatever_is_written_reads_back_as_the_same() => Prop.ForAll(ScheduleSamples.Texts.ToArbitrary(), text =>
    {
        var schedule = ScheduleExpression.Parse(text);
        ScheduleExpression.Parse(schedule.ToString()!).ShouldBe(schedule);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_does_anything_but_read_or_be_refused() => Prop.ForAll<NonNull<string>>(text =>
    {
        try
        {
            _ = ScheduleExpression.Parse(text.Get);
        }
        catch (ScheduleFormatException exception)
        {
            exception.Position.ShouldBeInRange(1, text.Get.Length + 1);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_next_occurrence_is_strictly_later_and_on_a_whole_second() => Prop.ForAll(ScheduleSamples.Cases, sample =>
    {
        var next = sample.Schedule.Next(sample.After, sample.Zone);
        if (next is not { } instant)
            return;
        instant.ShouldBeGreaterThan(sample.After);
        (instant.Ticks % TimeSpan.TicksPerSecond).ShouldBe(0);
        instant.Offset.ShouldBe(TimeSpan.Zero);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_lies_between_an_instant_and_its_next_occurrence() => Prop.ForAll(ScheduleSamples.Cases, sample =>
    {
        if (sample.Schedule.Next(sample.After, sample.Zone) is not { } next)
            return;
        var between = sample.After + ((next - sample.After) / 2);
        sample.Schedule.Next(between, sample.Zone).ShouldBe(next);
        sample.Schedule.Next(next.AddTicks(-1), sample.Zone).ShouldBe(next);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_later_instant_never_has_an_earlier_next_occurrence() => Prop.ForAll(ScheduleSamples.Cases, Gen.Choose(0, 200_000).ToArbitrary(), (sample, seconds) =>
    {
        var first = sample.Schedule.Next(sample.After, sample.Zone) ?? DateTimeOffset.MaxValue;
        var later = sample.Schedule.Next(sample.After.AddSeconds(seconds), sample.Zone) ?? DateTimeOffset.MaxValue;
        later.ShouldBeGreaterThanOrEqualTo(first);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_preview_is_the_next_occurrence_again_and_again() => Prop.ForAll(ScheduleSamples.Cases, sample =>
    {
        var at = sample.After;
        foreach (var occurrence in sample.Schedule.Occurrences(sample.After, sample.Zone).Take(5))
        {
            occurrence.ShouldBe(sample.Schedule.Next(at, sample.Zone)!.Value);
            at = occurrence;
        }
    }).QuickCheckThrowOnFailure();
}
