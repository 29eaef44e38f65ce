namespace DuckDb;

/// <summary>How Parquet pages are compressed.</summary>
public enum ParquetCompression
{
    /// <summary>Zstandard: the best of size and speed.</summary>
    Zstd = 0,

    /// <summary>Snappy: faster, larger.</summary>
    Snappy = 1,

    /// <summary>LZ4.</summary>
    Lz4 = 2,

    /// <summary>Gzip: for old readers.</summary>
    Gzip = 3,

    /// <summary>Brotli: smaller, slow.</summary>
    Brotli = 4,

    /// <summary>Not compressed.</summary>
    None = 5,
}
