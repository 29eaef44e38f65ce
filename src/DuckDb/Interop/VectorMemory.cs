using System.Runtime.InteropServices;

namespace DuckDb.Interop;

/// <summary>Where a vector's values and NULL mask lie: looked up once a chunk instead of once a value.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct VectorMemory
{
    internal readonly nint Vector;
    internal readonly byte* Data;

    /// <summary>A bit for each row that is not NULL; null while no row is.</summary>
    internal readonly ulong* Validity;

    private VectorMemory(nint vector, byte* data, ulong* validity)
    {
        Vector = vector;
        Data = data;
        Validity = validity;
    }

    internal static VectorMemory Of(nint vector, DuckType type) =>
        new(vector, type.PhysicalSize() == 0 ? null : Native.duckdb_vector_get_data(vector), Native.duckdb_vector_get_validity(vector));

    /// <summary>Looks up all columns of a chunk.</summary>
    internal static void Of(nint chunk, ReadOnlySpan<DuckType> types, Span<VectorMemory> columns)
    {
        for (var index = 0; index < types.Length; index++)
        {
            columns[index] = Of(Native.duckdb_data_chunk_get_vector(chunk, index), types[index]);
        }
    }

    /// <summary>The same memory with a NULL mask that can be written.</summary>
    internal VectorMemory WithValidity()
    {
        Native.duckdb_vector_ensure_validity_writable(Vector);
        return new VectorMemory(Vector, Data, Native.duckdb_vector_get_validity(Vector));
    }
}
