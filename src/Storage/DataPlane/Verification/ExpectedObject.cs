namespace DataHound.Storage.DataPlane.Verification;

/// <summary>An object as it must be.</summary>
internal sealed record ExpectedObject
{
    /// <summary>Its path.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of its bytes, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its length; null when only the checksum is known.</summary>
    public long? Bytes { get; init; }

    /// <summary>Rows in it when it is a Parquet file; null for other objects.</summary>
    public long? Rows { get; init; }

    /// <summary>The dataset version that consists of it, if one does.</summary>
    public DatasetVersion? Version { get; init; }
}
