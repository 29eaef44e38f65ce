using System.Text.RegularExpressions;

namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>The forms that names in configuration have.</summary>
internal static partial class ConfigWords
{
    private const int MaximumCompanyLength = 40;
    private const int MaximumPipelineLength = 32;
    private const string AllCompanies = "all";

    /// <summary>What a company's slug must be, for messages.</summary>
    public const string SlugRule = "must be 1 to 40 lower-case letters, digits and single hyphens between them, and not 'all'";

    /// <summary>Whether a text is a company's slug.</summary>
    public static bool IsCompany(string text) => text.Length <= MaximumCompanyLength && Slug().IsMatch(text) && text is not AllCompanies;

    /// <summary>Whether a text is a pipeline's name.</summary>
    public static bool IsPipeline(string text) => text.Length <= MaximumPipelineLength && Slug().IsMatch(text);

    /// <summary>Whether a text is a column, list or stage name.</summary>
    public static bool IsSnakeCase(string text) => text.Length <= 63 && SnakeCase().IsMatch(text);

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Slug();

    [GeneratedRegex("^[a-z_][a-z0-9_]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SnakeCase();
}
