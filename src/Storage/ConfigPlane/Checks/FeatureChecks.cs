using DataHound.Domain.Companies;

namespace DataHound.Storage.ConfigPlane.Checks;

/// <summary>What a features document must keep.</summary>
internal static class FeatureChecks
{
    /// <summary>The document's problems.</summary>
    public static IEnumerable<ConfigProblem> Check(FeatureConfig features)
    {
        foreach (var (name, flag) in features.Flags)
        {
            var path = $"$.flags{Layers.ConfigPath.Step(name)}";
            if (!FeatureNames.All.Contains(name, StringComparer.Ordinal))
                yield return new ConfigProblem(path, $"is not a known feature; known are {string.Join(", ", FeatureNames.All)}");
            if (flag.Percent is < 0 or > 100)
                yield return new ConfigProblem($"{path}.percent", "must be 0 to 100");
            foreach (var company in flag.Companies.Keys.Where(company => !ConfigWords.IsCompany(company)))
                yield return new ConfigProblem($"{path}.companies{Layers.ConfigPath.Step(company)}", $"is not a company's name: it {ConfigWords.SlugRule}");
        }
    }
}
