using DataHound.Domain.Time;

namespace DataHound.Domain.Tests.Time;

public sealed class CompanyClockTests
{
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    [Fact]
    public void An_instant_is_shown_as_the_companys_wall_time() =>
        CompanyClock.LocalTime(new DateTimeOffset(2015, 6, 25, 1, 0, 0, TimeSpan.Zero), Chicago).ShouldBe(new DateTime(2015, 6, 24, 20, 0, 0));

    [Fact]
    public void A_wall_time_is_the_instant_of_its_offset() =>
        CompanyClock.Instant(new DateTime(2015, 6, 24, 20, 0, 0), Chicago).ShouldBe(new DateTimeOffset(2015, 6, 24, 20, 0, 0, TimeSpan.FromHours(-5)));

    [Fact]
    public void A_wall_time_that_comes_twice_is_the_first() =>
        CompanyClock.Instant(new DateTime(2015, 11, 1, 1, 30, 0), Chicago).Offset.ShouldBe(TimeSpan.FromHours(-5));

    [Fact]
    public void A_skipped_wall_time_is_read_as_if_the_clock_had_not_moved() =>
        CompanyClock.Instant(new DateTime(2015, 3, 8, 2, 30, 0), Chicago).ShouldBe(new DateTimeOffset(2015, 3, 8, 3, 30, 0, TimeSpan.FromHours(-5)));
}
