namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>What a company document must keep.</summary>
internal static class CompanyChecks
{
    /// <summary>The document's problems.</summary>
    public static IEnumerable<ConfigProblem> Check(CompanyDocument company, IReadOnlySet<string> pipelines)
    {
        if (!ConfigWords.IsCompany(company.Slug))
            yield return new ConfigProblem("$.slug", ConfigWords.SlugRule);
        if (string.IsNullOrWhiteSpace(company.DisplayName))
            yield return new ConfigProblem("$.display_name", "must not be empty");
        if (!IsTimeZone(company.TimeZone))
            yield return new ConfigProblem("$.time_zone", "is not the IANA name of a time zone, such as America/Chicago");
        for (var index = 0; index < company.Pipelines.Count; index++)
        {
            if (!pipelines.Contains(company.Pipelines[index]))
                yield return new ConfigProblem($"$.pipelines[{index}]", "names a pipeline that is not there");
        }
    }

    /// <summary>Whether a text names a time zone.</summary>
    public static bool IsTimeZone(string name) => name.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _) || name is "UTC";
}
