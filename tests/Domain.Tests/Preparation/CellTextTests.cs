using DataHound.Domain.Preparation;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Preparation;

public sealed class CellTextTests
{
    [Theory]
    [InlineData("  a b ", "a b")]
    [InlineData("\t\r\n", "")]
    [InlineData("\u00a0 x \u00a0", "x")]
    [InlineData("\u00e0", "\u00e0")]
    public void Outer_blanks_are_cut_and_inner_ones_stay(string text, string expected) => Utf8.Text(Utf8Blanks.Trim(Utf8.Of(text))).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("n/a")]
    [InlineData("NA")]
    [InlineData("NaN")]
    [InlineData("None")]
    [InlineData("NULL")]
    [InlineData("nat")]
    [InlineData("-")]
    public void Null_words_say_nothing_in_any_case(string word) => NullWords.Contains(Utf8.Of(word)).ShouldBeTrue();

    [Theory]
    [InlineData("0")]
    [InlineData("--")]
    [InlineData("nil")]
    [InlineData("Nancy")]
    [InlineData("n/a!")]
    public void Other_words_are_values(string word) => NullWords.Contains(Utf8.Of(word)).ShouldBeFalse();

    [Theory]
    [InlineData("17850.0", "17850")]
    [InlineData("17850.00", "17850")]
    [InlineData("00123", "00123")]
    [InlineData("1.5", "1.5")]
    [InlineData("A12.0", "A12.0")]
    [InlineData("2013-110989 MP", "2013-110989 MP")]
    [InlineData(".0", ".0")]
    [InlineData("7.", "7.")]
    public void A_code_loses_only_a_spreadsheets_point_zero(string text, string expected) => Utf8.Text(CodeText.Canonical(Utf8.Of(text))).ShouldBe(expected);

    [Fact]
    public void A_canonical_code_stays_as_it_is() => Prop.ForAll<NonEmptyString>(text =>
    {
        var once = CodeText.Canonical(Utf8.Of(text.Get)).ToArray();
        CodeText.Canonical(once).ToArray().ShouldBe(once);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("true", true)]
    [InlineData("YES", true)]
    [InlineData("y", true)]
    [InlineData("T", true)]
    [InlineData("1", true)]
    [InlineData("False", false)]
    [InlineData("no", false)]
    [InlineData("N", false)]
    [InlineData("f", false)]
    [InlineData("0", false)]
    public void Booleans_have_ten_spellings(string text, bool expected)
    {
        BooleanText.TryParse(Utf8.Of(text), out var value).ShouldBeTrue();
        value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("maybe")]
    [InlineData("2")]
    [InlineData("tru")]
    public void Anything_else_is_no_boolean(string text) => BooleanText.TryParse(Utf8.Of(text), out _).ShouldBeFalse();

    [Theory]
    [InlineData("20", 20)]
    [InlineData("20.0", 20)]
    [InlineData("-3", -3)]
    [InlineData("2147483647", int.MaxValue)]
    public void Whole_numbers_may_have_a_point_zero(string text, int expected)
    {
        IntegerText.TryParse(Utf8.Of(text), out var value).ShouldBeTrue();
        value.ShouldBe(expected);
    }

    [Theory]
    [InlineData("20.5")]
    [InlineData("about 20")]
    [InlineData("2147483648")]
    [InlineData("")]
    [InlineData("1 2")]
    public void Anything_else_is_no_whole_number(string text) => IntegerText.TryParse(Utf8.Of(text), out _).ShouldBeFalse();

    [Theory]
    [InlineData("Total", true)]
    [InlineData("TOTALS", true)]
    [InlineData("grand total", true)]
    [InlineData("total cost", false)]
    [InlineData("subtotal", false)]
    public void A_totals_row_says_so_in_a_cell_of_its_own(string cell, bool expected) => TotalsRow.IsMark(Utf8.Of(cell)).ShouldBe(expected);
}
