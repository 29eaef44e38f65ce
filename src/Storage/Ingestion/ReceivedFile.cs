namespace DataHound.Storage.Ingestion;

/// <summary>A file that was received into bronze.</summary>
public sealed record ReceivedFile
{
    /// <summary>Its identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The company's slug.</summary>
    public required string Company { get; init; }

    /// <summary>The delivery it came with, such as <c>day1</c>; deliveries order by the time of their first file, then by name.</summary>
    public required string Delivery { get; init; }

    /// <summary>Its name as received.</summary>
    public required string Name { get; init; }

    /// <summary>Path of the untouched bytes in bronze.</summary>
    public required string ObjectPath { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Its length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>When it was received.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>What ingest found; null until then.</summary>
    public FileStatus? Status { get; init; }

    /// <summary>The dataset it belongs to, when the status is ok.</summary>
    public string? Dataset { get; init; }

    /// <summary>Why, for people, when corrupt or unknown; free of the file's content.</summary>
    public string? Reason { get; init; }

    /// <summary>The file that brought the same bytes before, as <c>delivery/name</c>, when it is a duplicate.</summary>
    public string? SameAs { get; init; }
}
