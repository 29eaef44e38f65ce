namespace DataHound.Domain.Events;

/// <summary>What a public permit says about an address.</summary>
public static class PermitRules
{
    private static readonly string[] Replacements = ["change out", "changeout"];
    private static readonly string[] Works = ["replace", "install"];

    /// <summary>Statuses of permits that led to nothing. Longer ones, such as "Cancelled - Contractor Required", are not among them.</summary>
    public static IReadOnlyList<string> DeadStatuses { get; } = ["void", "withdrawn", "aborted", "expired"];

    /// <summary>Whether the permit counts: its status is none of the dead ones, ignoring case and outer blanks.</summary>
    public static bool Counts(ReadOnlySpan<char> status)
    {
        status = status.Trim();
        foreach (var dead in DeadStatuses)
        {
            if (status.Equals(dead, StringComparison.OrdinalIgnoreCase))
                return false;
        }
        return true;
    }

    /// <summary>Whether the contractor is the company itself: one of its names is contained, ignoring case.</summary>
    public static bool IsOwn(ReadOnlySpan<char> contractor, IReadOnlyList<string> companyNames)
    {
        foreach (var name in companyNames)
        {
            var trimmed = name.AsSpan().Trim();
            if (!trimmed.IsEmpty && contractor.Contains(trimmed, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    /// <summary>Whether the contractor is a competitor: named, and not the company itself.</summary>
    public static bool IsCompetitor(ReadOnlySpan<char> contractor, IReadOnlyList<string> companyNames) => !contractor.IsWhiteSpace() && !IsOwn(contractor, companyNames);

    /// <summary>Whether the words of a permit (work class and description together) tell of a new system.</summary>
    /// <param name="words">Work class and description.</param>
    /// <param name="systemWords">Whole words of which one must stand beside "replace" or "install".</param>
    public static bool IsNewSystem(ReadOnlySpan<char> words, IReadOnlyList<string> systemWords)
    {
        if (ContainsAny(words, Replacements))
            return true;
        if (!ContainsAny(words, Works))
            return false;
        foreach (var word in systemWords)
        {
            if (WholeWords.Contains(words, word))
                return true;
        }
        return false;
    }

    private static bool ContainsAny(ReadOnlySpan<char> text, string[] parts)
    {
        foreach (var part in parts)
        {
            if (text.Contains(part, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
