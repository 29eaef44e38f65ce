using DataHound.Domain.Profiles;

namespace DataHound.Domain.Tests.Profiles;

public sealed class CustomerTiersTests
{
    [Theory]
    [InlineData(15, "T1 - Premium")]
    [InlineData(13, "T1 - Premium")]
    [InlineData(12, "T2 - Steady")]
    [InlineData(10, "T2 - Steady")]
    [InlineData(7, "T3 - Emerging")]
    [InlineData(4, "T4 - Occasional")]
    [InlineData(3, "T5 - Lost")]
    [InlineData(null, "Not scored")]
    public void The_tier_follows_the_sum_of_the_scores(int? sum, string tier) => CustomerTiers.Of(sum).ShouldBe(tier);
}
