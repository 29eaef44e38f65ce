using DuckDb.Interop;

namespace DuckDb;

/// <summary>A column of the appender's chunk: its memory, looked up once a chunk instead of once a value.</summary>
internal unsafe struct AppenderColumn(DuckType type)
{
    private nint _vector;
    private byte* _data;
    private ulong* _validity;

    internal DuckType Type { get; } = type;

    internal void Attach(nint vector)
    {
        _vector = vector;
        _data = Type.PhysicalSize() == 0 ? null : Native.duckdb_vector_get_data(vector);
        _validity = null;
    }

    internal readonly DuckVectorWriter Writer(int rowCount) => new(_vector, Type, rowCount, _data, _validity);

    /// <summary>Keeps the NULL mask that a writer has made.</summary>
    internal void Remember(DuckVectorWriter writer) => _validity = writer.Validity;
}
