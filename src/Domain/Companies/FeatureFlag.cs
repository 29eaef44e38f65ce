using System.Security.Cryptography;
using System.Text;

namespace DataHound.Domain.Companies;

/// <summary>Whether a feature is on, and for whom.</summary>
public sealed record FeatureFlag
{
    /// <summary>Whether it is on at all, where nothing more special is said. Default true.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>For how many of 100 companies it is on, when it is on at all. Default 100. A company that has it keeps it when the number grows.</summary>
    public int Percent { get; init; } = 100;

    /// <summary>Company slug to whether it is on for that company, whatever the rest says.</summary>
    public IReadOnlyDictionary<string, bool> Companies { get; init; } = new Dictionary<string, bool>(StringComparer.Ordinal);

    /// <summary>Whether the feature is on.</summary>
    /// <param name="feature">Its name, so that different features reach different companies first.</param>
    /// <param name="company">The company's slug; null asks for the house as a whole, which no percentage concerns.</param>
    public bool IsOn(string feature, string? company)
    {
        if (company is null)
            return Enabled;
        return Companies.TryGetValue(company, out var own) ? own : Enabled && Place(feature, company) < Percent;
    }

    private static int Place(string feature, string company) =>
        (int)(BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{feature}\n{company}"))) % 100);
}
