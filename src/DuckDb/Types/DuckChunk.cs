using DuckDb.Interop;

namespace DuckDb;

/// <summary>Up to 2,048 rows: what a scalar function is given at a time.</summary>
public readonly ref struct DuckChunk
{
    private readonly nint _chunk;
    private readonly ReadOnlySpan<DuckType> _types;

    internal DuckChunk(nint chunk, ReadOnlySpan<DuckType> types)
    {
        _chunk = chunk;
        _types = types;
        RowCount = (int)Native.duckdb_data_chunk_get_size(chunk);
    }

    /// <summary>How many rows there are.</summary>
    public int RowCount { get; }

    /// <summary>How many columns there are.</summary>
    public int ColumnCount => _types.Length;

    /// <summary>One column, from 0.</summary>
    public DuckVector Column(int index) => new(Native.duckdb_data_chunk_get_vector(_chunk, index), _types[index], RowCount);
}
