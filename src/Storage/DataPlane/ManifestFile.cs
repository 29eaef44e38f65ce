namespace DataHound.Storage.DataPlane;

/// <summary>An immutable object that a dataset version consists of.</summary>
public sealed record ManifestFile
{
    /// <summary>The object's path, such as <c>barton-creek/gold/dataset=jobs/dt=2015-06-24/part-....parquet</c>.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of its bytes, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Rows in it.</summary>
    public required long Rows { get; init; }
}
