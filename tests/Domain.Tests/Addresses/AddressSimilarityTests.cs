using DataHound.Domain.Addresses;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Addresses;

public sealed class AddressSimilarityTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("ABC", "", 3)]
    [InlineData("KITTEN", "SITTING", 3)]
    [InlineData("1 OAK STREET", "1 OAK STREET", 0)]
    public void The_distance_counts_edits(string left, string right, int distance) => AddressSimilarity.Distance(left, right).ShouldBe(distance);

    [Fact]
    public void One_edit_in_ten_letters_is_alike() => AddressSimilarity.Between("ABCDEFGHIJ", "ABCDEFGHIX").ShouldBeGreaterThanOrEqualTo(AddressSimilarity.Alike);

    [Fact]
    public void The_similarity_is_the_same_both_ways_and_between_0_and_1() => Prop.ForAll<NonNull<string>, NonNull<string>>((left, right) =>
    {
        var similarity = AddressSimilarity.Between(left.Get, right.Get);
        similarity.ShouldBe(AddressSimilarity.Between(right.Get, left.Get));
        similarity.ShouldBeInRange(0, 1);
        (similarity >= 1).ShouldBe(string.Equals(left.Get, right.Get, StringComparison.Ordinal));
    }).QuickCheckThrowOnFailure();
}
