namespace DataHound.Domain.Companies;

/// <summary>The config document of kind <c>features</c>: which features are on. A feature that is not named is on.</summary>
public sealed record FeatureConfig
{
    /// <summary>The flag of each feature, by its name in <see cref="FeatureNames"/>.</summary>
    public IReadOnlyDictionary<string, FeatureFlag> Flags { get; init; } = new Dictionary<string, FeatureFlag>(StringComparer.Ordinal);

    /// <summary>Whether a feature is on for a company, or for the house when no company is named.</summary>
    public bool IsOn(string feature, string? company) => Flags.GetValueOrDefault(feature, new FeatureFlag()).IsOn(feature, company);
}
