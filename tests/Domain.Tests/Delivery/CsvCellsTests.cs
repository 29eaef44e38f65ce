using DataHound.Domain.Delivery;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Delivery;

public sealed class CsvCellsTests
{
    [Theory]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM", "'@SUM")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\rx", "'\rx")]
    [InlineData("Anne-Marie", "Anne-Marie")]
    [InlineData("", "")]
    public void A_formula_becomes_text(string cell, string expected) => CsvCells.Protect(cell).ShouldBe(expected);

    [Fact]
    public void No_protected_cell_begins_like_a_formula() => Prop.ForAll<NonNull<string>>(cell =>
        CsvCells.Protect(cell.Get).ShouldSatisfyAllConditions(
            shown => (shown.Length > 0 && "=+-@\t\r".Contains(shown[0], StringComparison.Ordinal)).ShouldBeFalse(),
            shown => shown.ShouldEndWith(cell.Get, Case.Sensitive))).QuickCheckThrowOnFailure();
}
