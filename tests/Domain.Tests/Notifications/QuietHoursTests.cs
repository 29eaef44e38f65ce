using DataHound.Domain.Notifications;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Notifications;

public sealed class QuietHoursTests
{
    private static readonly QuietHours Night = new() { TimeZone = "America/New_York", From = "22:00", To = "07:00" };

    [Theory]
    [InlineData("2026-06-10T12:00:00-04:00", "2026-06-10T12:00:00-04:00")]
    [InlineData("2026-06-10T21:59:59-04:00", "2026-06-10T21:59:59-04:00")]
    [InlineData("2026-06-10T22:00:00-04:00", "2026-06-11T07:00:00-04:00")]
    [InlineData("2026-06-11T03:00:00-04:00", "2026-06-11T07:00:00-04:00")]
    [InlineData("2026-06-11T07:00:00-04:00", "2026-06-11T07:00:00-04:00")]
    public void A_night_is_quiet_from_evening_to_morning(string at, string loud) => Night.NextLoud(DateTimeOffset.Parse(at)).ShouldBe(DateTimeOffset.Parse(loud));

    [Fact]
    public void Hours_within_a_day_end_on_that_day() =>
        new QuietHours { TimeZone = "UTC", From = "12:00", To = "13:30" }.NextLoud(DateTimeOffset.Parse("2026-06-10T12:30:00Z")).ShouldBe(DateTimeOffset.Parse("2026-06-10T13:30:00Z"));

    [Theory]
    [InlineData("2026-03-07T23:00:00-05:00", "2026-03-08T07:00:00-04:00")]
    [InlineData("2026-10-31T23:00:00-04:00", "2026-11-01T07:00:00-05:00")]
    public void The_end_is_read_off_the_clock_on_the_wall_when_clocks_change_in_between(string at, string loud) => Night.NextLoud(DateTimeOffset.Parse(at)).ShouldBe(DateTimeOffset.Parse(loud));

    [Fact]
    public void An_end_that_the_clocks_leap_over_is_the_leap() =>
        (Night with { To = "02:30" }).NextLoud(DateTimeOffset.Parse("2026-03-08T01:00:00-05:00")).ShouldBe(DateTimeOffset.Parse("2026-03-08T03:00:00-04:00"));

    [Theory]
    [InlineData("2026-11-01T01:10:00-04:00", "2026-11-01T01:30:00-04:00")]
    [InlineData("2026-11-01T01:10:00-05:00", "2026-11-01T01:30:00-05:00")]
    public void An_hour_that_comes_twice_is_judged_twice(string at, string loud) => (Night with { To = "01:30" }).NextLoud(DateTimeOffset.Parse(at)).ShouldBe(DateTimeOffset.Parse(loud));

    [Fact]
    public void Every_end_is_loud_and_never_before_its_question_nor_more_than_a_day_and_an_hour_later() => Prop.ForAll<int, int, int>((minute, from, to) =>
    {
        var quiet = new QuietHours { TimeZone = "America/New_York", From = Clock(from), To = Clock(to) };
        if (quiet.From == quiet.To)
            return true;
        var at = new DateTimeOffset(2026, 3, 7, 0, 0, 0, TimeSpan.Zero).AddMinutes((uint)minute % (270 * 1440));
        var loud = quiet.NextLoud(at);
        return loud >= at && loud <= at.AddHours(25) && quiet.NextLoud(loud) == loud;
    }).QuickCheckThrowOnFailure();

    private static string Clock(int minute) => TimeOnly.MinValue.AddMinutes((uint)minute % 1440).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}
