using DataHound.Domain.Reviews;

namespace DataHound.Domain.Tests.Reviews;

public sealed class ReviewVerdictTests
{
    [Theory]
    [InlineData(ReviewMode.Strict, "yes yes", ReviewStatus.Ready)]
    [InlineData(ReviewMode.Strict, "yes none", ReviewStatus.Waiting)]
    [InlineData(ReviewMode.Strict, "yes unknown", ReviewStatus.Waiting)]
    [InlineData(ReviewMode.Strict, "no none", ReviewStatus.Failed)]
    [InlineData(ReviewMode.Soft, "yes none", ReviewStatus.Ready)]
    [InlineData(ReviewMode.Soft, "unknown none", ReviewStatus.Ready)]
    [InlineData(ReviewMode.Soft, "yes no", ReviewStatus.Failed)]
    public void A_pull_request_is_judged_by_its_mode(ReviewMode mode, string answers, ReviewStatus expected) =>
        ReviewVerdict.OfPullRequest(mode, ["0", "1"], Checks(answers)).ShouldBe(expected);

    [Fact]
    public void A_check_that_is_not_required_has_no_say() =>
        ReviewVerdict.OfPullRequest(ReviewMode.Strict, ["0"], Checks("yes no")).ShouldBe(ReviewStatus.Ready);

    [Fact]
    public void A_stage_without_checks_waits_for_somebody() => ReviewVerdict.OfStage([], Checks("")).ShouldBe(ReviewStatus.Waiting);

    [Theory]
    [InlineData("yes yes", ReviewStatus.Ready)]
    [InlineData("yes none", ReviewStatus.Waiting)]
    [InlineData("yes no", ReviewStatus.Failed)]
    public void A_stage_with_checks_opens_when_all_say_yes(string answers, ReviewStatus expected) => ReviewVerdict.OfStage(["0", "1"], Checks(answers)).ShouldBe(expected);

    [Theory]
    [InlineData("CI / build (ubuntu)", ReviewChecks.Ci)]
    [InlineData("claude-review", ReviewChecks.Claude)]
    [InlineData("Codex build", ReviewChecks.Codex)]
    [InlineData("spelling", null)]
    public void A_check_run_is_recognised_by_its_name(string name, string? check) => new ReviewConfig().CheckOf(name).ShouldBe(check);

    private static Dictionary<string, ReviewCheck> Checks(string answers) => answers.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select((answer, index) => (answer, index))
        .Where(item => item.answer is not "none")
        .ToDictionary(item => $"{item.index}", item => new ReviewCheck(item.answer switch { "yes" => true, "no" => false, _ => null }, DateTimeOffset.UnixEpoch, "test"), StringComparer.Ordinal);
}
