using DataHound.Domain.Preparation;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Preparation;

public sealed class PhoneTextTests
{
    [Theory]
    [InlineData("(512) 555-8709", "5125558709")]
    [InlineData("+1 512-555-8709", "5125558709")]
    [InlineData("1-512-555-8709", "5125558709")]
    [InlineData("512.555.8709 x12", "5125558709")]
    [InlineData("512-555-8709 EXT12", "5125558709")]
    [InlineData("555-0171", null)]
    [InlineData("2-512-555-8709", null)]
    [InlineData("no phone", null)]
    [InlineData("", null)]
    public void Ten_digits_are_a_phone(string text, string? expected) => PhoneText.Parse(text).ShouldBe(expected);

    [Fact]
    public void A_cell_splits_at_commas_semicolons_and_slashes()
    {
        ReadOnlySpan<byte> cell = "512-555-1111, ,555-0171 / 5125552222; "u8;
        var parts = new List<string>();
        while (PhoneText.TryTakePart(ref cell, out var part))
            parts.Add(Utf8.Text(part));

        parts.ShouldBe(["512-555-1111", "555-0171", "5125552222"]);
    }

    [Fact]
    public void However_ten_digits_are_written_they_are_the_same_phone() => Prop.ForAll<PositiveInt, PositiveInt>((area, line) =>
    {
        var digits = $"{200 + (area.Get % 800):000}{line.Get % 10_000_000:0000000}";
        foreach (var text in new[] { digits, $"1{digits}", $"({digits[..3]}) {digits[3..6]}-{digits[6..]}", $"+1 {digits[..3]}.{digits[3..6]}.{digits[6..]} ext 5" })
            PhoneText.Parse(text).ShouldBe(digits);
    }).QuickCheckThrowOnFailure();
}
