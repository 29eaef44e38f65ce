namespace DataHound.Domain.Quality;

/// <summary>Which dataset versions are kept.</summary>
public sealed record RetentionPolicy
{
    /// <summary>The newest versions of each dataset, however old. Default 30.</summary>
    public int KeepVersions { get; init; } = 30;

    /// <summary>A version is kept this long after it stopped being the current one. Default 90 days.</summary>
    public TimeSpan KeepAfterUse { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Quarantined and discarded rows are kept this long; null (the default) for ever, because they may still be mended and replayed.</summary>
    public TimeSpan? KeepQuarantine { get; init; }

    /// <summary>Which ancestors of a kept version are kept with it. Default <see cref="LineageKept.Parents"/>.</summary>
    public LineageKept Lineage { get; init; } = LineageKept.Parents;
}
