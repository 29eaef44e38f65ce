using DataHound.Domain.Addresses;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Addresses;

public sealed class AddressSimilarityTests
{
    [Theory]
    [InlineData("", "", 1)]
    [InlineData("ABC", "", 0)]
    [InlineData("ABCD", "ABXD", 0.75)]
    [InlineData("ABCD", "BCD", 0.75)]
    [InlineData("1 OAK STREET", "1 OAK STREET", 1)]
    public void The_similarity_counts_edits(string left, string right, double similarity) => AddressSimilarity.Between(left, right).ShouldBe(similarity);

    [Fact]
    public void One_edit_in_ten_letters_is_alike() => AddressSimilarity.AreAlike("ABCDEFGHIJ", "ABCDEFGHIX").ShouldBeTrue();

    [Fact]
    public void One_edit_in_nine_letters_is_not() => AddressSimilarity.AreAlike("ABCDEFGHI", "ABCDEFGHX").ShouldBeFalse();

    [Fact]
    public void Alike_are_those_whose_similarity_reaches_the_limit() => Prop.ForAll<NonNull<string>, NonNull<string>, PositiveInt>((text, inserted, place) =>
    {
        var left = text.Get;
        var right = left.Insert(place.Get % (left.Length + 1), inserted.Get.Length > 2 ? inserted.Get[..2] : inserted.Get);
        AddressSimilarity.AreAlike(left, right).ShouldBe(AddressSimilarity.Between(left, right) >= AddressSimilarity.Alike - 1e-9);
        AddressSimilarity.AreAlike(left, inserted.Get).ShouldBe(AddressSimilarity.Between(left, inserted.Get) >= AddressSimilarity.Alike - 1e-9);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_similarity_is_the_same_both_ways_and_between_0_and_1() => Prop.ForAll<NonNull<string>, NonNull<string>>((left, right) =>
    {
        var similarity = AddressSimilarity.Between(left.Get, right.Get);
        similarity.ShouldBe(AddressSimilarity.Between(right.Get, left.Get));
        similarity.ShouldBeInRange(0, 1);
        (similarity >= 1).ShouldBe(string.Equals(left.Get, right.Get, StringComparison.Ordinal));
    }).QuickCheckThrowOnFailure();
}
