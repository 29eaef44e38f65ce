using DuckDb.Interop;

namespace DuckDb;

/// <summary>
/// Loads rows into a table, a chunk at a time: one call for each column in order, then <see cref="EndRow"/>. Rows are in the table after
/// <see cref="Complete"/>; disposing without it throws away what the engine has not taken yet (all of it, inside a transaction that is
/// rolled back).
/// </summary>
public sealed unsafe class DuckAppender : IDisposable
{
    private readonly DuckConnection _connection;
    private readonly AppenderHandle _handle;
    private readonly DataChunkHandle _chunk;
    private readonly DuckType[] _types;
    private readonly VectorMemory[] _memory;
    private readonly int _capacity;
    private int _row;
    private int _column;
    private bool _completed;

    private DuckAppender(DuckConnection connection, AppenderHandle handle)
    {
        _connection = connection;
        _handle = handle;
        _capacity = (int)Native.duckdb_vector_size();
        var types = new LogicalTypeHandle[Native.duckdb_appender_column_count(handle)];
        for (var index = 0; index < types.Length; index++)
        {
            types[index] = Native.duckdb_appender_column_type(handle, index);
        }

        fixed (nint* pointers = types.Select(type => type.DangerousGetHandle()).ToArray())
        {
            _chunk = Native.duckdb_create_data_chunk(pointers, types.Length);
        }

        _types = [.. types.Select(LogicalTypes.Read)];
        _memory = new VectorMemory[_types.Length];
        StartChunk();
    }

    /// <summary>Rows ended so far.</summary>
    public long RowCount { get; private set; }

    /// <summary>The types of the table's columns.</summary>
    public IReadOnlyList<DuckType> ColumnTypes => _types;

    /// <summary>NULL, whatever the type.</summary>
    public void AppendNull()
    {
        var writer = Next();
        writer.SetNull(_row);
        Remember(writer);
    }

    /// <summary>A VARCHAR or ENUM value from UTF-8 bytes, without a string in between.</summary>
    public void AppendUtf8(ReadOnlySpan<byte> text) => Next().SetUtf8(_row, text);

    /// <summary>A VARCHAR or ENUM value; null is NULL.</summary>
    public void Append(string? text)
    {
        if (text is null)
        {
            AppendNull();
            return;
        }

        Next().SetString(_row, text);
    }

    /// <summary>A BLOB value.</summary>
    public void AppendBlob(ReadOnlySpan<byte> bytes) => Next().SetBlob(_row, bytes);

    /// <summary>A BOOLEAN value.</summary>
    public void Append(bool value) => Next().SetBoolean(_row, value);

    /// <summary>A value of any integer type.</summary>
    /// <exception cref="DuckDbException">It does not fit into the column.</exception>
    public void Append(long value) => Next().SetInt64(_row, value);

    /// <summary>A value of any integer type.</summary>
    /// <exception cref="DuckDbException">It does not fit into the column.</exception>
    public void Append(ulong value) => Next().SetInt128(_row, value);

    /// <summary>A value of any integer type.</summary>
    /// <exception cref="DuckDbException">It does not fit into the column.</exception>
    public void AppendHugeInt(Int128 value) => Next().SetInt128(_row, value);

    /// <summary>A UHUGEINT value.</summary>
    public void AppendUHugeInt(UInt128 value) => Next().SetUInt128(_row, value);

    /// <summary>A DOUBLE or FLOAT value.</summary>
    public void Append(double value) => Next().SetDouble(_row, value);

    /// <summary>A DECIMAL value.</summary>
    /// <exception cref="DuckDbException">It has more digits, before or after the point, than the column.</exception>
    public void Append(decimal value) => Next().SetDecimal(_row, value);

    /// <summary>A DECIMAL value already multiplied by ten to the power of the column's scale.</summary>
    public void AppendUnscaled(Int128 value) => Next().SetUnscaled(_row, value);

    /// <summary>A DATE value.</summary>
    public void Append(DateOnly value) => Next().SetDate(_row, value);

    /// <summary>A TIME value, cut off to microseconds.</summary>
    public void Append(TimeOnly value) => Next().SetTime(_row, value);

    /// <summary>A TIMESTAMP value, cut off to what the column holds.</summary>
    /// <exception cref="ArgumentException">The time is of local kind.</exception>
    public void Append(DateTime value) => Next().SetTimestamp(_row, value);

    /// <summary>A TIMESTAMP WITH TIME ZONE value, cut off to microseconds.</summary>
    public void Append(DateTimeOffset value) => Next().SetTimestampTz(_row, value);

    /// <summary>A timestamp of any type from microseconds since 1970-01-01.</summary>
    public void AppendTimestampMicros(long micros) => Next().SetTimestampMicros(_row, micros);

    /// <summary>An INTERVAL value.</summary>
    public void Append(DuckInterval value) => Next().SetInterval(_row, value);

    /// <summary>A UUID value.</summary>
    public void Append(Guid value) => Next().SetGuid(_row, value);

    /// <summary>A value of the .NET type that <see cref="DuckVector.Value"/> gives for the column's type, lists and structs included; null is NULL.</summary>
    /// <exception cref="InvalidCastException">It is of another type.</exception>
    public void AppendValue(object? value)
    {
        var writer = Next();
        BoxedValue.Write(ref writer, _row, value);
        Remember(writer);
    }

    /// <summary>Ends the row.</summary>
    /// <exception cref="InvalidOperationException">Not all columns were given.</exception>
    /// <exception cref="DuckDbException">The engine refuses the rows so far, for a constraint for example.</exception>
    public void EndRow()
    {
        if (_column != _types.Length)
        {
            throw new InvalidOperationException($"The row has {_column} values, the table {_types.Length} columns.");
        }

        _column = 0;
        _row++;
        RowCount++;
        if (_row == _capacity)
        {
            SendChunk();
        }
    }

    /// <summary>Puts all rows into the table.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="DuckDbException">The engine refuses them.</exception>
    public long Complete()
    {
        if (_column != 0)
        {
            throw new InvalidOperationException("The last row was not ended.");
        }

        SendChunk();
        using var use = _connection.Enter();
        Check(Native.duckdb_appender_close(_handle));
        _completed = true;
        return RowCount;
    }

    /// <summary>Ends the loading; without <see cref="Complete"/> rows not yet taken are thrown away.</summary>
    public void Dispose()
    {
        if (!_completed && !_handle.IsClosed)
        {
            Native.duckdb_appender_clear(_handle);
        }

        _chunk.Dispose();
        _handle.Dispose();
    }

    internal static DuckAppender Create(DuckConnection connection, AppenderHandle handle, State state)
    {
        try
        {
            Check(handle, state);
            return new DuckAppender(connection, handle);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static void Check(AppenderHandle handle, State state)
    {
        if (state != State.Success)
        {
            using var error = Native.duckdb_appender_error_data(handle);
            throw new DuckDbException(Native.duckdb_error_data_error_type(error), ErrorText.Read(Native.duckdb_error_data_message(error)));
        }
    }

    private void Check(State state) => Check(_handle, state);

    private DuckVectorWriter Next()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (_column == _types.Length)
        {
            throw new InvalidOperationException($"The row has more values than the table's {_types.Length} columns: EndRow comes first.");
        }

        var column = _column++;
        return new DuckVectorWriter(_memory[column], _types[column], _capacity);
    }

    // A writer that has set a NULL has made the mask that the next rows need.
    private void Remember(DuckVectorWriter writer) => _memory[_column - 1] = writer.Memory;

    private void SendChunk()
    {
        if (_row == 0)
        {
            return;
        }

        using var use = _connection.Enter();
        Native.duckdb_data_chunk_set_size(_chunk, _row);
        Check(Native.duckdb_append_data_chunk(_handle, _chunk));
        Native.duckdb_data_chunk_reset(_chunk);
        StartChunk();
    }

    private void StartChunk()
    {
        _row = 0;
        VectorMemory.Of(_chunk.DangerousGetHandle(), _types, _memory);
    }
}
