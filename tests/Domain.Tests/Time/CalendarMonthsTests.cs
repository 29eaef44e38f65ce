using DataHound.Domain.Time;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Time;

public sealed class CalendarMonthsTests
{
    [Theory]
    [InlineData("2014-06-24", "2015-06-24", 12)]
    [InlineData("2014-06-25", "2015-06-24", 11)]
    [InlineData("2015-01-31", "2015-02-28", 1)]
    [InlineData("2015-01-31", "2015-02-27", 0)]
    [InlineData("2012-02-29", "2015-02-28", 36)]
    [InlineData("2015-06-24", "2015-06-24", 0)]
    [InlineData("2015-06-24", "2015-05-24", -1)]
    public void The_last_month_counts_when_its_day_is_reached(string from, string to, int months) =>
        CalendarMonths.Between(Date(from), Date(to)).ShouldBe(months);

    [Fact]
    public void Going_back_lands_on_the_last_day_when_the_month_is_shorter() =>
        CalendarMonths.Before(new DateTime(2015, 3, 31, 20, 0, 0), 1).ShouldBe(new DateTime(2015, 2, 28, 20, 0, 0));

    [Fact]
    public void So_many_months_after_a_day_so_many_months_have_passed() => Prop.ForAll<PositiveInt, PositiveInt>((day, months) =>
    {
        var from = new DateOnly(1990, 1, 1).AddDays(day.Get % 20_000);
        CalendarMonths.Between(from, from.AddMonths(months.Get % 600)).ShouldBe(months.Get % 600);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_later_day_never_has_fewer_months() => Prop.ForAll<PositiveInt, PositiveInt>((day, later) =>
    {
        var from = new DateOnly(1990, 1, 1).AddDays(day.Get % 20_000);
        var to = from.AddDays(later.Get % 5_000);
        CalendarMonths.Between(from, to.AddDays(1)).ShouldBeGreaterThanOrEqualTo(CalendarMonths.Between(from, to));
    }).QuickCheckThrowOnFailure();

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
