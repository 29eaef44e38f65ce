namespace DataHound.Functions.Quality;

/// <summary>The body of a request to start a collection or a verification.</summary>
public sealed record DataCheckBody
{
    /// <summary>Slugs of the companies; all when absent.</summary>
    public IReadOnlyList<string>? Companies { get; init; }

    /// <summary>For a collection: only say what would be removed.</summary>
    public bool DryRun { get; init; }

    /// <summary>For a verification: only this dataset.</summary>
    public string? Dataset { get; init; }

    /// <summary>For a verification: only the current versions.</summary>
    public bool CurrentOnly { get; init; }
}
