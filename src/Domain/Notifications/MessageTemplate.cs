using System.Text.RegularExpressions;

namespace DataHound.Domain.Notifications;

/// <summary>Text with named placeholders such as <c>{run_id}</c>, and nothing else: no conditions, no code. Braces that are not placeholders stay as they are.</summary>
public static partial class MessageTemplate
{
    /// <summary>Longest title in characters.</summary>
    public const int MaximumTitleLength = 150;

    /// <summary>Longest text in characters.</summary>
    public const int MaximumTextLength = 3000;

    /// <summary>Names of the placeholders, in order.</summary>
    public static IEnumerable<string> Placeholders(string template) => Placeholder().Matches(template).Select(match => match.Groups["name"].Value);

    /// <summary>The text with values in place. A placeholder without a value becomes nothing; what a value says is never read as a placeholder.</summary>
    public static string Render(string template, IReadOnlyDictionary<string, string> values) =>
        Placeholder().Replace(template, match => values.GetValueOrDefault(match.Groups["name"].Value, "")).Trim();

    /// <summary>One line: control characters become blanks, and what is too long is cut.</summary>
    public static string Line(string text, int maximumLength) =>
        Cut(string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)).Trim(), maximumLength);

    /// <summary>Cuts what is too long, never through a pair of surrogates.</summary>
    public static string Cut(string text, int maximumLength)
    {
        if (text.Length <= maximumLength)
            return text;
        var end = maximumLength - 1;
        return string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
    }

    [GeneratedRegex(@"\{(?<name>[a-z][a-z0-9_]*)\}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
