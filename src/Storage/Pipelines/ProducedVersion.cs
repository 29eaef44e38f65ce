using DataHound.Storage.DataPlane;

namespace DataHound.Storage.Pipelines;

/// <summary>A dataset version that a unit wrote and a commit will publish.</summary>
public sealed record ProducedVersion
{
    /// <summary>Dataset name: <c>jobs</c> (gold), <c>jobs_silver</c>, <c>jobs_quarantine</c>, <c>jobs_discarded</c>, <c>jobs_changes</c>, <c>profiles</c>, <c>events_canceled_jobs</c>, <c>list_recent_unsold</c>.</summary>
    public required string Dataset { get; init; }

    /// <summary>Where it lies.</summary>
    public required DataLayer Layer { get; init; }

    /// <summary>Version of the table's shape.</summary>
    public required string SchemaVersion { get; init; }

    /// <summary>Its Parquet files, in order.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>Versions it was made from.</summary>
    public IReadOnlyList<Guid> Parents { get; init; } = [];

    /// <summary>
    /// Whether it carries on the dataset's version before it, which is then among the parents. One without such a parent is the first, and is refused when another became the first meanwhile.
    /// </summary>
    public bool CarriesOn { get; init; }

    /// <summary>Whether the rows are events whose current state belongs into the event index.</summary>
    public bool IndexEvents { get; init; }
}
