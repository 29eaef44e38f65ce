namespace DataHound.Domain.Reviews;

/// <summary>What the checks of a gate come to.</summary>
public static class ReviewVerdict
{
    /// <summary>
    /// A pull request. Strict: failed when a required check says no, ready when all say yes, else waiting. Soft: failed when a required check says no, else
    /// ready: what is not known does not hold it up.
    /// </summary>
    public static ReviewStatus OfPullRequest(ReviewMode mode, IEnumerable<string> required, IReadOnlyDictionary<string, ReviewCheck> checks)
    {
        var answers = required.Select(name => checks.GetValueOrDefault(name)?.Passed).ToList();
        if (answers.Contains(false))
            return ReviewStatus.Failed;
        return mode is ReviewMode.Soft || answers.TrueForAll(passed => passed is true) ? ReviewStatus.Ready : ReviewStatus.Waiting;
    }

    /// <summary>A stage. Failed when a required check says no, ready when there are required checks and all say yes; a gate without checks waits for somebody.</summary>
    public static ReviewStatus OfStage(IReadOnlyCollection<string> required, IReadOnlyDictionary<string, ReviewCheck> checks)
    {
        var verdict = OfPullRequest(ReviewMode.Strict, required, checks);
        return verdict is ReviewStatus.Ready && required.Count == 0 ? ReviewStatus.Waiting : verdict;
    }

    /// <summary>The checks that are required and do not say yes.</summary>
    public static IEnumerable<string> Open(IEnumerable<string> required, IReadOnlyDictionary<string, ReviewCheck> checks) =>
        required.Where(name => checks.GetValueOrDefault(name)?.Passed is not true);
}
