using System.Globalization;
using DataHound.Domain.Scheduling;

namespace DataHound.Domain.Tests.Scheduling;

/// <summary>What happens when clocks are changed. Times are written as the zone's clock shows them, with the offset.</summary>
public sealed class ScheduleClockChangeTests
{
    [Theory]
    [InlineData("daily:02:30", "America/Chicago", "2026-03-07T12:00-06:00", "2026-03-08T03:00-05:00", "2026-03-09T02:30-05:00")]
    [InlineData("30 2 * * *", "America/Chicago", "2026-03-07T12:00-06:00", "2026-03-08T03:00-05:00", "2026-03-09T02:30-05:00")]
    [InlineData("daily:02:30", "Europe/Berlin", "2026-03-28T12:00+01:00", "2026-03-29T03:00+02:00", "2026-03-30T02:30+02:00")]
    [InlineData("daily:02:15", "Australia/Lord_Howe", "2026-10-03T12:00+10:30", "2026-10-04T02:30+11:00", "2026-10-05T02:15+11:00")]
    [InlineData("daily:00:00", "America/Sao_Paulo", "2018-11-03T12:00-03:00", "2018-11-04T01:00-02:00", "2018-11-05T00:00-02:00")]
    [InlineData("once:2026-03-08T02:30", "America/Chicago", "2026-03-01T00:00-06:00", "2026-03-08T03:00-05:00")]
    [InlineData("weekly:sun@30@01:30-03:30", "America/Chicago", "2026-03-08T00:00-06:00", "2026-03-08T01:30-06:00", "2026-03-08T03:00-05:00", "2026-03-08T03:30-05:00", "2026-03-15T01:30-05:00")]
    [InlineData("*/20 1-3 * * *", "America/Chicago", "2026-03-08T01:30-06:00", "2026-03-08T01:40-06:00", "2026-03-08T03:00-05:00", "2026-03-08T03:20-05:00")]
    public void A_skipped_time_comes_right_after_the_gap_and_only_once(string schedule, string zone, string after, params string[] expected) => Check(schedule, zone, after, expected);

    [Theory]
    [InlineData("daily:01:30", "America/Chicago", "2026-10-31T12:00-05:00", "2026-11-01T01:30-05:00", "2026-11-02T01:30-06:00")]
    [InlineData("30 1 * * *", "America/Chicago", "2026-10-31T12:00-05:00", "2026-11-01T01:30-05:00", "2026-11-02T01:30-06:00")]
    [InlineData("daily:02:30", "Europe/Berlin", "2026-10-24T12:00+02:00", "2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00")]
    [InlineData("daily:01:45", "Australia/Lord_Howe", "2026-04-04T12:00+11:00", "2026-04-05T01:45+11:00", "2026-04-06T01:45+10:30")]
    [InlineData("daily:01:30", "America/Chicago", "2026-11-01T01:15-06:00", "2026-11-02T01:30-06:00")]
    [InlineData("weekly:sun@30@01:00-02:00", "America/Chicago", "2026-11-01T00:00-05:00", "2026-11-01T01:00-05:00", "2026-11-01T01:30-05:00", "2026-11-01T02:00-06:00")]
    public void A_doubled_time_comes_at_its_first_showing_only(string schedule, string zone, string after, params string[] expected) => Check(schedule, zone, after, expected);

    [Theory]
    [InlineData("30 * * * *", "America/Chicago", "2026-03-08T01:00-06:00", "2026-03-08T01:30-06:00", "2026-03-08T03:30-05:00")]
    [InlineData("30 * * * *", "America/Chicago", "2026-11-01T00:45-05:00", "2026-11-01T01:30-05:00", "2026-11-01T01:30-06:00", "2026-11-01T02:30-06:00")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-25T02:10+02:00", "2026-10-25T02:30+02:00", "2026-10-25T02:00+01:00", "2026-10-25T02:30+01:00", "2026-10-25T03:00+01:00")]
    [InlineData("0 * * * *", "Australia/Lord_Howe", "2026-10-04T01:30+10:30", "2026-10-04T03:00+11:00", "2026-10-04T04:00+11:00")]
    [InlineData("*/30 * * * *", "Australia/Lord_Howe", "2026-10-04T01:10+10:30", "2026-10-04T01:30+10:30", "2026-10-04T02:30+11:00")]
    [InlineData("45 * * * *", "Australia/Lord_Howe", "2026-04-05T01:00+11:00", "2026-04-05T01:45+11:00", "2026-04-05T01:45+10:30", "2026-04-05T02:45+10:30")]
    public void Cron_of_every_hour_goes_on_through_changes(string schedule, string zone, string after, params string[] expected) => Check(schedule, zone, after, expected);

    [Theory]
    [InlineData("interval:60", "America/Chicago", "2026-03-08T01:30-06:00", "2026-03-08T03:00-05:00", "2026-03-08T04:00-05:00")]
    [InlineData("interval:30", "America/Chicago", "2026-11-01T01:30-05:00", "2026-11-01T01:00-06:00", "2026-11-01T01:30-06:00")]
    public void An_interval_is_elapsed_time(string schedule, string zone, string after, params string[] expected) => Check(schedule, zone, after, expected);

    [Theory]
    [InlineData("0 0 29 2 *", "UTC", "2096-03-01T00:00+00:00", "2104-02-29T00:00+00:00")]
    [InlineData("0 12 13 * fri", "UTC", "2026-01-01T00:00+00:00", "2026-02-13T12:00+00:00", "2026-03-13T12:00+00:00", "2026-11-13T12:00+00:00")]
    [InlineData("0 0 31 * *", "UTC", "2026-01-31T00:00+00:00", "2026-03-31T00:00+00:00")]
    [InlineData("weekly:mon,tue@60", "America/Chicago", "2026-03-03T22:30-06:00", "2026-03-03T23:00-06:00", "2026-03-09T00:00-05:00")]
    public void Calendars_are_kept(string schedule, string zone, string after, params string[] expected) => Check(schedule, zone, after, expected);

    [Fact]
    public void What_happens_once_does_not_happen_again() =>
        ScheduleExpression.Parse("once:2026-03-01T12:00Z").Occurrences(Instant("2026-01-01T00:00+00:00"), TimeZoneInfo.Utc).ShouldBe([Instant("2026-03-01T12:00+00:00")]);

    private static void Check(string schedule, string zone, string after, string[] expected) =>
        ScheduleExpression.Parse(schedule).Occurrences(Instant(after), TimeZoneInfo.FindSystemTimeZoneById(zone)).Take(expected.Length).ShouldBe(expected.Select(Instant));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.ParseExact(text, "yyyy-MM-dd'T'HH:mmzzz", CultureInfo.InvariantCulture).ToUniversalTime();
}
