namespace DataHound.Storage.DataPlane;

/// <summary>A published, immutable version of a dataset.</summary>
public sealed record DatasetVersion
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The dataset's name.</summary>
    public required string Dataset { get; init; }

    /// <summary>Unique per company and dataset, ordered by publication, such as <c>v000003</c>.</summary>
    public required string VersionTag { get; init; }

    /// <summary>Where it lies.</summary>
    public required DataLayer Layer { get; init; }

    /// <summary>Version of the table's shape.</summary>
    public required string SchemaVersion { get; init; }

    /// <summary>Its files, in order.</summary>
    public required IReadOnlyList<ManifestFile> Files { get; init; }

    /// <summary>Rows in all files.</summary>
    public required long RowCount { get; init; }

    /// <summary>SHA-256 over the files' checksums in order, lower-case hexadecimal.</summary>
    public required string Checksum { get; init; }

    /// <summary>Versions it was made from.</summary>
    public required IReadOnlyList<Guid> Parents { get; init; }

    /// <summary>The run that made it.</summary>
    public required string ProducedByRunId { get; init; }

    /// <summary>The logical instant of that run.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>When it was published.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The stage that made it.</summary>
    public string Stage { get; init; } = "";

    /// <summary>When retention removed its files; null while it can be read.</summary>
    public DateTimeOffset? RemovedAt { get; init; }
}
