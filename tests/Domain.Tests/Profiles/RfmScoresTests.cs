using DataHound.Domain.Profiles;
using FsCheck;
using FsCheck.Fluent;

namespace DataHound.Domain.Tests.Profiles;

public sealed class RfmScoresTests
{
    [Theory]
    [InlineData(null, 1)]
    [InlineData(0, 5)]
    [InlineData(90, 5)]
    [InlineData(91, 4)]
    [InlineData(180, 4)]
    [InlineData(365, 3)]
    [InlineData(730, 2)]
    [InlineData(731, 1)]
    public void Recency_is_scored_by_days(int? days, int score) => RfmScores.OfRecency(days).ShouldBe(score);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(5, 4)]
    [InlineData(10, 5)]
    public void Frequency_is_scored_by_jobs(int jobs, int score) => RfmScores.OfFrequency(jobs).ShouldBe(score);

    [Theory]
    [InlineData(749.99, 1)]
    [InlineData(750, 2)]
    [InlineData(1500, 3)]
    [InlineData(3749.99, 3)]
    [InlineData(3750, 4)]
    [InlineData(10000, 5)]
    public void Monetary_value_is_scored_by_what_was_paid(double paid, int score) => RfmScores.OfMonetary((decimal)paid).ShouldBe(score);

    [Fact]
    public void More_is_never_scored_worse() => Prop.ForAll<int, NonNegativeInt>((value, more) =>
    {
        RfmScores.OfFrequency((long)value + more.Get).ShouldBeGreaterThanOrEqualTo(RfmScores.OfFrequency(value));
        RfmScores.OfMonetary((decimal)value + more.Get).ShouldBeGreaterThanOrEqualTo(RfmScores.OfMonetary(value));
        RfmScores.OfRecency(more.Get).ShouldBeLessThanOrEqualTo(RfmScores.OfRecency(more.Get / 2));
    }).QuickCheckThrowOnFailure();
}
