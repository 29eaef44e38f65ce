using DataHound.Domain.Reviews;

namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>What news about a pull request make of its gate.</summary>
internal static class PullRequestChanges
{
    /// <summary>The gate after the news; the same when they are older than what is known.</summary>
    /// <param name="gate">The gate.</param>
    /// <param name="state">The news.</param>
    /// <param name="config">What gates ask for.</param>
    /// <param name="ofCommit">What is known about the commit it stands at by now.</param>
    /// <param name="by">Who reports.</param>
    public static ReviewGate Apply(ReviewGate gate, PullRequestState state, ReviewConfig config, IReadOnlyDictionary<string, ReviewCheck> ofCommit, string by)
    {
        var known = gate.Checks.GetValueOrDefault(ReviewChecks.BranchUpToDate);
        if (known is not null && known.At > state.At)
            return gate;
        var checks = new Dictionary<string, ReviewCheck>(gate.Checks, StringComparer.Ordinal);
        if (gate.HeadSha != state.HeadSha)
        {
            foreach (var check in ReviewChecks.OfCommit)
                checks.Remove(check);
        }

        foreach (var (check, answer) in ofCommit)
            checks[check] = answer;
        checks[ReviewChecks.BranchUpToDate] = new ReviewCheck(state.BranchUpToDate, state.At, by);
        checks[ReviewChecks.ScreenshotsIncluded] = new ReviewCheck(state.ScreenshotsIncluded, state.At, by);
        var changed = gate with
        {
            Mode = config.Mode is "soft" ? ReviewMode.Soft : ReviewMode.Strict,
            Required = config.Required,
            Branch = state.Branch,
            HeadSha = state.HeadSha,
            Checks = checks,
        };
        if (state.IsClosed)
            return changed with { Status = ReviewStatus.Closed, DecidedAt = state.At };
        return Judge(gate.Status is ReviewStatus.Closed || gate.HeadSha != state.HeadSha ? changed with { Status = ReviewStatus.Waiting, DecidedBy = null, Reason = null, DecidedAt = null } : changed);
    }

    /// <summary>The gate with a check's answer, unless a newer one is known.</summary>
    public static ReviewGate WithCheck(ReviewGate gate, string check, ReviewCheck answer) => gate.Checks.GetValueOrDefault(check) is { } known && known.At > answer.At
        ? gate
        : gate with { Checks = new Dictionary<string, ReviewCheck>(gate.Checks, StringComparer.Ordinal) { [check] = answer } };

    /// <summary>The gate with what is known about its commit, judged anew; the same when that is nothing new.</summary>
    public static ReviewGate WithCommit(ReviewGate gate, IReadOnlyDictionary<string, ReviewCheck> ofCommit)
    {
        if (ofCommit.All(answer => gate.Checks.GetValueOrDefault(answer.Key) == answer.Value))
            return gate;
        var checks = new Dictionary<string, ReviewCheck>(gate.Checks, StringComparer.Ordinal);
        foreach (var (check, answer) in ofCommit)
            checks[check] = answer;
        return Judge(gate with { Checks = checks });
    }

    /// <summary>The gate with what its checks come to; what somebody decided stays.</summary>
    public static ReviewGate Judge(ReviewGate gate) => gate.IsDecided ? gate : gate with { Status = ReviewVerdict.OfPullRequest(gate.Mode, gate.Required, gate.Checks) };
}
