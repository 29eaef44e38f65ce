namespace DataHound.Domain.Reviews;

/// <summary>The config document of kind <c>reviews</c>: which pull requests have gates, and what those ask for.</summary>
public sealed record ReviewConfig
{
    /// <summary>The secret with which GitHub signs its webhooks; a reference. Without it webhooks are refused.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>The repositories, as <c>owner/name</c>, whose pull requests have gates; others are answered and left alone.</summary>
    public IReadOnlyList<string> Repositories { get; init; } = [];

    /// <summary><c>strict</c> or <c>soft</c>.</summary>
    public string Mode { get; init; } = "strict";

    /// <summary>The checks that must say yes.</summary>
    public IReadOnlyList<string> Required { get; init; } = [ReviewChecks.Ci, ReviewChecks.Codex, ReviewChecks.Claude, ReviewChecks.BranchUpToDate];

    /// <summary>Check to texts: a check run or commit status whose name contains one of them, ignoring case, is that check.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Names { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
    {
        [ReviewChecks.Codex] = ["codex"],
        [ReviewChecks.Claude] = ["claude"],
        [ReviewChecks.Gemini] = ["gemini"],
        [ReviewChecks.Ci] = ["ci", "build", "test"],
    };

    /// <summary>Labels that say that screenshots are included.</summary>
    public IReadOnlyList<string> ScreenshotLabels { get; init; } = ["screenshots"];

    /// <summary>The check that a check run or commit status of this name is, or null. The first in the order of the document wins.</summary>
    public string? CheckOf(string name) => Names.FirstOrDefault(check => check.Value.Any(text => name.Contains(text, StringComparison.OrdinalIgnoreCase))).Key;
}
