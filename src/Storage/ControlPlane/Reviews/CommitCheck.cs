namespace DataHound.Storage.ControlPlane.Reviews;

/// <summary>What a check said of a commit.</summary>
/// <param name="Repository">The repository, as <c>owner/name</c>.</param>
/// <param name="HeadSha">The commit.</param>
/// <param name="Check">One of <see cref="Domain.Reviews.ReviewChecks.OfCommit"/>.</param>
/// <param name="Passed">Whether it passed; null while it runs.</param>
/// <param name="At">When.</param>
public sealed record CommitCheck(string Repository, string HeadSha, string Check, bool? Passed, DateTimeOffset At);
