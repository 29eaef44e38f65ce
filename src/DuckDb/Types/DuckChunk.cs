using DuckDb.Interop;

namespace DuckDb;

/// <summary>Up to 2,048 rows: what a scalar function is given at a time.</summary>
public readonly ref struct DuckChunk
{
    private readonly ReadOnlySpan<VectorMemory> _columns;
    private readonly ReadOnlySpan<DuckType> _types;

    internal DuckChunk(int rowCount, ReadOnlySpan<VectorMemory> columns, ReadOnlySpan<DuckType> types)
    {
        RowCount = rowCount;
        _columns = columns;
        _types = types;
    }

    /// <summary>How many rows there are.</summary>
    public int RowCount { get; }

    /// <summary>How many columns there are.</summary>
    public int ColumnCount => _types.Length;

    /// <summary>One column, from 0.</summary>
    public DuckVector Column(int index) => new(_columns[index], _types[index], RowCount);
}
