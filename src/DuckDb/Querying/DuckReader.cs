using DuckDb.Interop;

namespace DuckDb;

/// <summary>
/// The rows of a query, read chunk by chunk as the engine produces them; only a few chunks are in memory at a time.
/// <code>
/// while (reader.NextChunk()) { var amounts = reader.Column(0); for (var row = 0; row &lt; reader.RowCount; row++) ... }
/// </code>
/// </summary>
public sealed class DuckReader : IDisposable
{
    private readonly DuckConnection _connection;
    private readonly RunningStatement _run;
    private readonly DuckStatement? _ownedStatement;
    private readonly DuckType[] _types;
    private readonly VectorMemory[] _memory;
    private DataChunkHandle? _chunk;
    private bool _ended;

    internal DuckReader(DuckConnection connection, RunningStatement run, DuckStatement? ownedStatement)
    {
        _connection = connection;
        _run = run;
        _ownedStatement = ownedStatement;
        Columns = ReadColumns(run.Result);
        _types = [.. Columns.Select(column => column.Type)];
        _memory = new VectorMemory[_types.Length];
        connection.Opened(this);
    }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<DuckColumn> Columns { get; }

    /// <summary>Rows of the current chunk, at most 2,048; 0 before the first and after the last.</summary>
    public int RowCount { get; private set; }

    /// <summary>The current chunk.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public DuckChunk Chunk =>
        _chunk is null ? throw new InvalidOperationException("There is no current chunk: NextChunk comes first.") : new DuckChunk(RowCount, _memory, _types);

    /// <summary>Fetches the next rows. All vectors and spans of the chunk before are no longer valid.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="DuckDbException">The engine reports an error.</exception>
    /// <exception cref="OperationCanceledException">The token given with the query was cancelled.</exception>
    public bool NextChunk()
    {
        using var use = _connection.Enter(this);
        ObjectDisposedException.ThrowIf(_run.Result.IsClosed, this);
        DropChunk();
        if (_ended)
        {
            return false;
        }

        _run.ThrowIfCancelled();
        var chunk = Native.duckdb_fetch_chunk(_run.Result.Value);
        if (chunk.IsInvalid)
        {
            chunk.Dispose();
            _ended = true;

            // The end and a failure look the same: only the result's error tells them apart.
            return _run.Error() is null ? false : throw _run.Failure();
        }

        _chunk = chunk;
        RowCount = (int)Native.duckdb_data_chunk_get_size(chunk.DangerousGetHandle());
        VectorMemory.Of(chunk.DangerousGetHandle(), _types, _memory);
        return true;
    }

    /// <summary>One column of the current chunk, from 0.</summary>
    public DuckVector Column(int index) => Chunk.Column(index);

    /// <summary>The place of the column with the given name, ignoring case.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public int Ordinal(string name)
    {
        for (var index = 0; index < Columns.Count; index++)
        {
            if (string.Equals(Columns[index].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return index;
            }
        }

        throw new ArgumentException($"The result has no column {name}.", nameof(name));
    }

    /// <summary>Ends the query, also when not all rows were read, and frees the connection for the next one.</summary>
    public void Dispose()
    {
        DropChunk();
        _run.Dispose();
        _ownedStatement?.Dispose();
        _connection.Closed(this);
    }

    private static DuckColumn[] ReadColumns(ResultHandle result)
    {
        var columns = new DuckColumn[Native.duckdb_column_count(result)];
        for (var index = 0; index < columns.Length; index++)
        {
            columns[index] = new DuckColumn(
                ErrorText.Read(Native.duckdb_column_name(result, index)), LogicalTypes.Read(Native.duckdb_column_logical_type(result, index)));
        }

        return columns;
    }

    private void DropChunk()
    {
        _chunk?.Dispose();
        _chunk = null;
        RowCount = 0;
    }
}
