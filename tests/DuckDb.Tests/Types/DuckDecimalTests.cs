namespace DuckDb.Tests.Types;

public class DuckDecimalTests
{
    [Theory]
    [InlineData("1.50", 18, 2, "150")]
    [InlineData("1.5000", 18, 2, "150")]
    [InlineData("-0.01", 18, 2, "-1")]
    [InlineData("99.99", 4, 2, "9999")]
    [InlineData("79228162514264337593543950335", 38, 0, "79228162514264337593543950335")]
    [InlineData("0.1", 38, 38, "10000000000000000000000000000000000000")]
    public void A_decimal_is_brought_to_the_scale_of_the_column(string value, int width, int scale, string unscaled)
    {
        DuckDecimal.Rescale(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), width, scale)
            .ShouldBe(Int128.Parse(unscaled, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1.505", 18, 2)]
    [InlineData("100", 4, 2)]
    [InlineData("1", 38, 38)]
    [InlineData("79228162514264337593543950335", 38, 10)]
    public void Digits_are_never_lost(string value, int width, int scale)
    {
        DuckDecimal.Rescale(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), width, scale).ShouldBeNull();
    }
}
