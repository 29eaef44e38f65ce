using DataHound.Domain.Time;

namespace DataHound.Domain.Tests.Time;

public sealed class CompanyClockTests
{
    private static readonly TimeZoneInfo Chicago = TimeZoneInfo.FindSystemTimeZoneById("America/Chicago");

    [Fact]
    public void An_instant_is_shown_as_the_companys_wall_time() =>
        CompanyClock.LocalTime(new DateTimeOffset(2015, 6, 25, 1, 0, 0, TimeSpan.Zero), Chicago).ShouldBe(new DateTime(2015, 6, 24, 20, 0, 0));
}
