using DataHound.Domain.Profiles;

namespace DataHound.Domain.Tests.Profiles;

public sealed class QuintileSegmentsTests
{
    private static readonly string[][] ByRecencyThenFrequency =
    [
        ["Hibernating", "Hibernating", "At Risk", "At Risk", "Can't Lose Them"],
        ["Hibernating", "Hibernating", "At Risk", "At Risk", "Can't Lose Them"],
        ["About To Sleep", "About To Sleep", "Need Attention", "Loyal Customers", "Loyal Customers"],
        ["Promising", "Potential Loyalists", "Potential Loyalists", "Loyal Customers", "Loyal Customers"],
        ["New Customers", "Potential Loyalists", "Potential Loyalists", "Champions", "Champions"],
    ];

    [Fact]
    public void Each_pair_of_scores_has_its_segment()
    {
        for (var recency = 1; recency <= 5; recency++)
        {
            for (var frequency = 1; frequency <= 5; frequency++)
                QuintileSegments.Of(recency, frequency).ShouldBe(ByRecencyThenFrequency[recency - 1][frequency - 1]);
        }
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(6, 3)]
    [InlineData(3, 0)]
    [InlineData(3, 6)]
    public void A_score_outside_1_to_5_is_an_error(int recency, int frequency) =>
        Should.Throw<ArgumentOutOfRangeException>(() => QuintileSegments.Of(recency, frequency));
}
