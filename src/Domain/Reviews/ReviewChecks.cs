namespace DataHound.Domain.Reviews;

/// <summary>The checks that pull requests have; they are columns of the gates' table. Stages have named checks of their own.</summary>
public static class ReviewChecks
{
    /// <summary>The build and its tests.</summary>
    public const string Ci = "ci";

    /// <summary>The review by Codex.</summary>
    public const string Codex = "codex";

    /// <summary>The review by Claude.</summary>
    public const string Claude = "claude";

    /// <summary>The review by Gemini.</summary>
    public const string Gemini = "gemini";

    /// <summary>Whether the branch can be merged as it is.</summary>
    public const string BranchUpToDate = "branch_up_to_date";

    /// <summary>Whether screenshots are included.</summary>
    public const string ScreenshotsIncluded = "screenshots_included";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Ci, Codex, Claude, Gemini, BranchUpToDate, ScreenshotsIncluded];

    /// <summary>Those that depend on the commit: a new commit makes them unknown again.</summary>
    public static IReadOnlyList<string> OfCommit { get; } = [Ci, Codex, Claude, Gemini];
}
