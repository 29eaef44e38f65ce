namespace DuckDb;

/// <summary>The format of Parquet data pages.</summary>
public enum ParquetPageVersion
{
    /// <summary>Version 1: every reader knows it.</summary>
    V1 = 1,

    /// <summary>Version 2: smaller for some data, but not read by all readers.</summary>
    V2 = 2,
}
