using System.Text.Json.Serialization;

namespace DataHound.Storage.DataPlane.Checks;

/// <summary>What a check shall look at.</summary>
public sealed record DataCheckRequest
{
    /// <summary>Slugs of the companies.</summary>
    public required IReadOnlyList<string> Companies { get; init; }

    /// <summary>For a collection: only say what would be removed.</summary>
    public bool DryRun { get; init; }

    /// <summary>For a verification: only this dataset; null for all.</summary>
    public string? Dataset { get; init; }

    /// <summary>For a verification: only the current versions.</summary>
    public bool CurrentOnly { get; init; }

    /// <summary>The same key is the same check; null for a new one. It is not kept with the request.</summary>
    [JsonIgnore]
    public string? Key { get; init; }
}
