namespace DataHound.Domain.Notifications;

/// <summary>Which notices go to which channels.</summary>
public sealed record NotificationRoute
{
    /// <summary>Names of kinds, or beginnings followed by <c>*</c>, such as <c>run_*</c>. Default all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = ["*"];

    /// <summary>The least severity: <c>info</c>, <c>warning</c>, <c>error</c> or <c>critical</c>. Default <c>warning</c>.</summary>
    public string MinSeverity { get; init; } = "warning";

    /// <summary>Names of the channels.</summary>
    public required IReadOnlyList<string> Channels { get; init; }

    /// <summary>The severity of that name, or null.</summary>
    public static NoticeSeverity? Severity(string name) =>
        Enum.GetValues<NoticeSeverity>().Where(severity => string.Equals(severity.ToString(), name, StringComparison.OrdinalIgnoreCase)).Select(severity => (NoticeSeverity?)severity).FirstOrDefault();

    /// <summary>Whether a notice takes this route.</summary>
    public bool Carries(string kind, NoticeSeverity severity) => severity >= Severity(MinSeverity) && Kinds.Any(pattern => Matches(pattern, kind));

    /// <summary>Whether a pattern names a kind.</summary>
    public static bool Matches(string pattern, string kind) =>
        pattern.EndsWith('*') ? kind.StartsWith(pattern[..^1], StringComparison.Ordinal) : string.Equals(pattern, kind, StringComparison.Ordinal);
}
