using DataHound.Domain.Quality;

namespace DataHound.Domain.Tests.Quality;

public sealed class DriftRuleTests
{
    [Theory]
    [InlineData(0, 0, 0, false)]
    [InlineData(0, 1, 0, true)]
    [InlineData(2, 2, 2, false)]
    [InlineData(2, 1, 3, true)]
    public void The_register_that_lacks_most_decides(int maximum, long notices, long gates, bool failed)
    {
        var drift = new DriftRule(maximum, notices, gates);
        drift.Failed.ShouldBe(failed);
        drift.Missing.ShouldBe(Math.Max(notices, gates));
    }
}
