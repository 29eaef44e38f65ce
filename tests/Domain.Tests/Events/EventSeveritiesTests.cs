using DataHound.Domain.Events;

namespace DataHound.Domain.Tests.Events;

public sealed class EventSeveritiesTests
{
    [Theory]
    [InlineData(24, "critical")]
    [InlineData(23, "high")]
    [InlineData(18, "high")]
    [InlineData(15, "medium")]
    [InlineData(12, "low")]
    public void Overdue_maintenance_grows_with_the_months(int months, string severity) => EventSeverities.OfMonthsOverdue(months).ShouldBe(severity);

    [Theory]
    [InlineData(7, "high")]
    [InlineData(8, "medium")]
    [InlineData(30, "medium")]
    [InlineData(31, "low")]
    public void A_cancellation_cools_down_with_the_days(int days, string severity) => EventSeverities.OfDaysSinceCancellation(days).ShouldBe(severity);

    [Theory]
    [InlineData("10000", "critical")]
    [InlineData("9999.99", "high")]
    [InlineData("5000", "high")]
    [InlineData("1000", "medium")]
    [InlineData("999.99", "low")]
    [InlineData(null, "low")]
    public void An_estimate_weighs_its_subtotal(string? subtotal, string severity) =>
        EventSeverities.OfSubtotal(subtotal is null ? null : decimal.Parse(subtotal, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(severity);

    [Theory]
    [InlineData(25, "critical")]
    [InlineData(20, "high")]
    [InlineData(15, "medium")]
    [InlineData(10, "low")]
    public void A_system_grows_old(int years, string severity) => EventSeverities.OfSystemAge(years).ShouldBe(severity);

    [Theory]
    [InlineData(24, "critical")]
    [InlineData(12, "high")]
    [InlineData(0, "medium")]
    public void A_lost_customer_weighs_the_silence(int months, string severity) => EventSeverities.OfMonthsSinceContact(months).ShouldBe(severity);
}
