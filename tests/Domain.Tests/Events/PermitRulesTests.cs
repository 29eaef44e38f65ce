using DataHound.Domain.Events;

namespace DataHound.Domain.Tests.Events;

public sealed class PermitRulesTests
{
    private static readonly string[] Own = ["barton creek heating"];
    private static readonly string[] SystemWords = ["ac", "heat pump", "furnace"];

    [Theory]
    [InlineData("Void", false)]
    [InlineData(" EXPIRED ", false)]
    [InlineData("Withdrawn", false)]
    [InlineData("Aborted", false)]
    [InlineData("Cancelled - Contractor Required", true)]
    [InlineData("Inactive Pending Revision", true)]
    [InlineData("Final", true)]
    [InlineData("", true)]
    public void Only_four_statuses_do_not_count(string status, bool counts) => PermitRules.Counts(status).ShouldBe(counts);

    [Theory]
    [InlineData("Barton Creek Heating & Air LLC", false)]
    [InlineData("BARTON CREEK HEATING", false)]
    [InlineData("Barton Bluff Contracting", true)]
    [InlineData(" ", false)]
    [InlineData("", false)]
    public void A_competitor_is_named_and_is_not_the_company(string contractor, bool competitor) => PermitRules.IsCompetitor(contractor, Own).ShouldBe(competitor);

    [Fact]
    public void A_blank_company_name_makes_nobody_own() => PermitRules.IsOwn("Vista Mechanical", [" "]).ShouldBeFalse();

    [Theory]
    [InlineData("HVAC Change Out", true)]
    [InlineData("Changeout", true)]
    [InlineData("Replace furnace", true)]
    [InlineData("Install of AC", true)]
    [InlineData("Reinstallation of a heat pump", true)]
    [InlineData("Replace windows", false)]
    [InlineData("Replacement of ducts, accessory", false)]
    [InlineData("Repair furnace", false)]
    public void A_new_system_is_a_changeout_or_a_replaced_or_installed_system(string words, bool expected) => PermitRules.IsNewSystem(words, SystemWords).ShouldBe(expected);
}
