namespace DataHound.Storage.Ingestion;

/// <summary>What ingest found a received file to be.</summary>
public enum FileStatus
{
    /// <summary>Readable, of a known dataset.</summary>
    Ok = 0,

    /// <summary>Its bytes were received before; it is not read.</summary>
    Duplicate = 1,

    /// <summary>No bytes, or only a byte order mark.</summary>
    Empty = 2,

    /// <summary>It cannot be read.</summary>
    Corrupt = 3,

    /// <summary>It belongs to no known dataset; kept and reported.</summary>
    Unknown = 4,
}
