using DataHound.Domain.Addresses;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Addresses;

public sealed class AddressNormalizerTests
{
    [Theory]
    [InlineData("2713 E 22ND ST, Austin, TX 78751", "2713 EAST 22ND STREET")]
    [InlineData("7405 Seneca Falls Loop", "7405 SENECA FALLS LOOP")]
    [InlineData("500 1/2 E BEN WHITE BLVD WB", "500 1 2 EAST BEN WHITE BOULEVARD WB")]
    [InlineData(" 12  n.w. Oak   Dr. ", "12 NORTH WEST OAK DRIVE")]
    [InlineData("12 NW Oak Dr", "12 NORTHWEST OAK DRIVE")]
    public void A_street_is_spelled_in_full_words(string address, string street) =>
        AddressNormalizer.Normalize(address).ShouldBe(new NormalizedAddress(street, null));

    [Theory]
    [InlineData("2713 E 22ND ST APT 208", "208")]
    [InlineData("2713 E 22ND ST #208", "208")]
    [InlineData("2713 E 22ND ST # 208", "208")]
    [InlineData("2713 E 22ND ST Unit #208", "208")]
    [InlineData("2713 E 22ND ST#208", "208")]
    [InlineData("2713 E 22ND ST Ste B, Austin", "B")]
    [InlineData("2713 E 22ND ST Floor", null)]
    public void The_unit_is_kept_beside_the_street(string address, string? unit) =>
        AddressNormalizer.Normalize(address).ShouldBe(new NormalizedAddress("2713 EAST 22ND STREET", unit));

    [Theory]
    [InlineData("Lot 7 Space Center Rd", "LOT 7 SPACE CENTER ROAD")]
    [InlineData("100 Lot Rd", "100 LOT ROAD")]
    public void A_unit_word_counts_only_after_a_house_number_and_a_word(string address, string street) =>
        AddressNormalizer.Normalize(address).ShouldBe(new NormalizedAddress(street, null));

    [Theory]
    [InlineData("401 St James Ct", "401 ST JAMES COURT")]
    [InlineData("St James Ct", "ST JAMES COURT")]
    public void A_suffix_directly_after_the_number_is_a_name(string address, string street) =>
        AddressNormalizer.Normalize(address).ShouldBe(new NormalizedAddress(street, null));

    [Theory]
    [InlineData("")]
    [InlineData(" . - ")]
    [InlineData(", Austin")]
    public void Nothing_left_is_no_address(string address) => AddressNormalizer.Normalize(address).ShouldBeNull();

    [Fact]
    public void A_very_long_address_is_read_whole() =>
        AddressNormalizer.Normalize("1 " + string.Concat(Enumerable.Repeat("NE ", 1000))).ShouldNotBeNull().Street.Length.ShouldBe(1 + (1000 * 10));

    [Fact]
    public void Normalising_a_normalised_street_changes_nothing() => Prop.ForAll<NonNull<string>>(text =>
    {
        if (AddressNormalizer.Normalize("12 " + text.Get) is { } once)
            AddressNormalizer.Normalize(once.Street).ShouldBe(once with { Unit = null });
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Case_and_blanks_make_no_difference() => Prop.ForAll<NonNull<string>>(text =>
    {
        var address = new string([.. text.Get.Where(char.IsAscii)]);
        AddressNormalizer.Normalize($"  {address.ToLowerInvariant()} ").ShouldBe(AddressNormalizer.Normalize(address));
    }).QuickCheckThrowOnFailure();
}
