using System.Globalization;
using DataHound.Domain.Preparation;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Preparation;

public sealed class MoneyTextTests
{
    [Theory]
    [InlineData("1234.5", 123450)]
    [InlineData("$1,234.50", 123450)]
    [InlineData("(1,234.50)", -123450)]
    [InlineData("($12.00)", -1200)]
    [InlineData("-$12", -1200)]
    [InlineData("$-12", -1200)]
    [InlineData("12-", -1200)]
    [InlineData("+3", 300)]
    [InlineData(".5", 50)]
    [InlineData("7.", 700)]
    [InlineData("$ 1,000,000", 100000000)]
    [InlineData("0.005", 1)]
    [InlineData("0.0049", 0)]
    [InlineData("9999999999999999.99", 999999999999999999)]
    public void Amounts_are_read_in_hundredths(string text, long expected)
    {
        MoneyText.TryParse(Utf8.Of(text), out var hundredths).ShouldBeTrue();
        hundredths.ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("$")]
    [InlineData(".")]
    [InlineData("1.2.3")]
    [InlineData("1,5")]
    [InlineData("1234,567")]
    [InlineData(",123")]
    [InlineData("--1")]
    [InlineData("(-1)")]
    [InlineData("ten")]
    [InlineData("1e5")]
    [InlineData("12 USD")]
    [InlineData("10000000000000000")]
    [InlineData("9999999999999999.999")]
    public void What_is_no_amount_is_refused(string text) => MoneyText.TryParse(Utf8.Of(text), out _).ShouldBeFalse();

    [Fact]
    public void What_an_amount_is_written_as_does_not_matter() => Prop.ForAll<long>(value =>
    {
        var cents = value % MoneyText.MaximumHundredths;
        var amount = Math.Abs(cents) / 100m;
        var plain = amount.ToString("0.00", CultureInfo.InvariantCulture);
        var grouped = amount.ToString("#,##0.00", CultureInfo.InvariantCulture);
        string[] spellings = cents < 0 ? [$"-{plain}", $"(${grouped})", $"-${grouped}", $"{grouped}-"] : [plain, $"${grouped}", $"+{grouped}"];
        foreach (var spelling in spellings)
        {
            MoneyText.TryParse(Utf8.Of(spelling), out var read).ShouldBeTrue(spelling);
            read.ShouldBe(cents);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_breaks_the_reader() => Prop.ForAll<string>(text => { MoneyText.TryParse(Utf8.Of(text ?? ""), out _); }).QuickCheckThrowOnFailure();
}
