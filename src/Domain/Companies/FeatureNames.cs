namespace DataHound.Domain.Companies;

/// <summary>The features that can be switched.</summary>
public static class FeatureNames
{
    /// <summary>The web page.</summary>
    public const string Dashboard = "dashboard";

    /// <summary>Receiving files over HTTP.</summary>
    public const string Uploads = "uploads";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Dashboard, Uploads];
}
