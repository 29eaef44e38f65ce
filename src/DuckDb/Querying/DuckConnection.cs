using DuckDb.Interop;

namespace DuckDb;

/// <summary>
/// A session. All calls block until the engine is done, and only one may run at a time: use a connection from one thread, or through
/// <see cref="RunAsync{T}"/>, which gives it a thread of its own. Transactions are plain SQL (BEGIN, COMMIT, ROLLBACK).
/// </summary>
public sealed class DuckConnection : IDisposable, IAsyncDisposable
{
    private readonly ConnectionHandle _handle;
    private readonly Lazy<ConnectionThread> _thread;
    private DuckReader? _reader;
    private int _busy;

    internal DuckConnection(ConnectionHandle handle)
    {
        _handle = handle;
        _thread = new Lazy<ConnectionThread>(static () => new ConnectionThread());
    }

    /// <summary>Runs one statement.</summary>
    /// <returns>The rows it changed (COPY: wrote); 0 for other statements.</returns>
    /// <exception cref="DuckDbException">The engine reports an error.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the engine has stopped.</exception>
    public long Execute(string sql, DuckParameters? parameters = null, CancellationToken cancellationToken = default)
    {
        using var statement = Prepare(sql);
        return statement.Execute(parameters, cancellationToken);
    }

    /// <summary>Runs several statements, separated by semicolons, without parameters. It ends at the first that fails.</summary>
    /// <exception cref="DuckDbException">The engine reports an error.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the engine has stopped.</exception>
    public void ExecuteScript(string sql, CancellationToken cancellationToken = default)
    {
        using var script = Extract(sql, out var count);
        for (var index = 0L; index < count; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var statement = Prepare(script, index);
            statement.Execute(parameters: null, cancellationToken);
        }
    }

    /// <summary>Runs one statement and reads its rows as they are produced.</summary>
    /// <returns>The reader; the connection takes no other statement until it is disposed.</returns>
    /// <exception cref="DuckDbException">The engine reports an error, here or while reading.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled, here or while reading.</exception>
    public DuckReader Query(string sql, DuckParameters? parameters = null, CancellationToken cancellationToken = default)
    {
        var statement = Prepare(sql);
        try
        {
            return statement.Query(parameters, ownsStatement: true, cancellationToken);
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    /// <summary>Runs one statement and answers the first column of its first row.</summary>
    /// <typeparam name="T">What to read it as; nullable, if NULL may come. Integers convert when they fit, nothing else does.</typeparam>
    /// <exception cref="InvalidCastException">The value is NULL or of another type than can be read as <typeparamref name="T"/>.</exception>
    /// <exception cref="DuckDbException">The engine reports an error, there is no row, or the value does not fit.</exception>
    public T QueryScalar<T>(string sql, DuckParameters? parameters = null, CancellationToken cancellationToken = default)
    {
        using var reader = Query(sql, parameters, cancellationToken);
        return reader.NextChunk()
            ? ScalarValue.Convert<T>(reader.Column(0).Value(0))
            : throw new DuckDbException(DuckErrorKind.InvalidInput, "The query gave no row, one was asked for.");
    }

    /// <summary>Prepares one statement, to be run several times.</summary>
    /// <exception cref="DuckDbException">The text cannot be parsed or has more than one statement, or names in it do not resolve.</exception>
    public DuckStatement Prepare(string sql)
    {
        using var script = Extract(sql, out var count);
        return count == 1
            ? Prepare(script, 0)
            : throw new DuckDbException(DuckErrorKind.InvalidInput, $"One statement was expected, the text has {count}.");
    }

    /// <summary>Opens a bulk loader for a table.</summary>
    /// <param name="table">The table's name, not quoted.</param>
    /// <param name="schema">The table's schema; null: the current one.</param>
    /// <exception cref="DuckDbException">There is no such table.</exception>
    public DuckAppender CreateAppender(string table, string? schema = null)
    {
        using var use = Enter();
        var state = Native.duckdb_appender_create(_handle, schema, table, out var appender);
        appender.HoldOn(_handle);
        return DuckAppender.Create(this, appender, state);
    }

    /// <summary>Makes a function written in C# known to all connections of the database.</summary>
    /// <exception cref="DuckDbException">The engine refuses it.</exception>
    public void RegisterScalarFunction(DuckScalarFunction function)
    {
        using var use = Enter();
        ScalarFunctionRegistration.Register(_handle, function);
    }

    /// <summary>
    /// Runs work on a thread that belongs to this connection, so that no thread of the pool is blocked; calls queue up and run one after
    /// the other. A cancel interrupts whatever statement the work is running.
    /// </summary>
    /// <exception cref="OperationCanceledException">The token was cancelled before or during the work.</exception>
    public Task<T> RunAsync<T>(Func<DuckConnection, T> work, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        return _thread.Value.RunAsync(() => work(this), cancellationToken);
    }

    /// <summary><see cref="Execute"/> on the connection's own thread.</summary>
    public Task<long> ExecuteAsync(string sql, DuckParameters? parameters = null, CancellationToken cancellationToken = default) =>
        RunAsync(connection => connection.Execute(sql, parameters, cancellationToken), cancellationToken);

    /// <summary><see cref="ExecuteScript"/> on the connection's own thread.</summary>
    public Task ExecuteScriptAsync(string sql, CancellationToken cancellationToken = default) =>
        RunAsync(
            connection =>
            {
                connection.ExecuteScript(sql, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary><see cref="QueryScalar{T}"/> on the connection's own thread.</summary>
    public Task<T> QueryScalarAsync<T>(string sql, DuckParameters? parameters = null, CancellationToken cancellationToken = default) =>
        RunAsync(connection => connection.QueryScalar<T>(sql, parameters, cancellationToken), cancellationToken);

    /// <summary>Closes the connection; waits for work on its thread to end.</summary>
    public void Dispose()
    {
        if (_thread.IsValueCreated)
        {
            _thread.Value.Dispose();
        }

        _handle.Dispose();
    }

    /// <summary>Closes the connection once work on its thread has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_thread.IsValueCreated)
        {
            await _thread.Value.DisposeAsync().ConfigureAwait(false);
        }

        _handle.Dispose();
    }

    /// <summary>Two threads in one connection, or a statement beside an open reader, would break each other: the second is refused.</summary>
    internal Use Enter(DuckReader? reader = null)
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (Interlocked.Exchange(ref _busy, 1) == 1)
        {
            throw new InvalidOperationException("The connection is in use by another thread: open one for each, or use RunAsync.");
        }

        if (_reader is not null && _reader != reader)
        {
            Volatile.Write(ref _busy, 0);
            throw new InvalidOperationException("A reader is open on this connection: dispose it before the next statement.");
        }

        return new Use(this);
    }

    internal RunningStatement Watch(CancellationToken cancellationToken) =>
        new(_handle, cancellationToken, _thread.IsValueCreated ? _thread.Value.CurrentToken : default);

    internal void Opened(DuckReader reader) => _reader = reader;

    internal void Closed(DuckReader reader)
    {
        if (_reader == reader)
        {
            _reader = null;
        }
    }

    private StatementsHandle Extract(string sql, out long count)
    {
        using var use = Enter();
        count = Native.duckdb_extract_statements(_handle, sql, out var script);
        if (count > 0)
        {
            return script;
        }

        using (script)
        {
            var error = script.IsInvalid ? 0 : Native.duckdb_extract_statements_error(script);
            throw error == 0
                ? new DuckDbException(DuckErrorKind.Parser, "The text has no statement.")
                : ErrorText.ToException(ErrorText.Read(error));
        }
    }

    private DuckStatement Prepare(StatementsHandle script, long index)
    {
        using var use = Enter();
        var state = Native.duckdb_prepare_extracted_statement(_handle, script, index, out var prepared);
        if (state == State.Success)
        {
            prepared.HoldOn(_handle);
            return new DuckStatement(this, prepared);
        }

        using (prepared)
        {
            throw ErrorText.ToException(ErrorText.Read(prepared.IsInvalid ? 0 : Native.duckdb_prepare_error(prepared)));
        }
    }

    /// <summary>A call's hold on the connection.</summary>
    internal readonly ref struct Use(DuckConnection connection)
    {
        public void Dispose() => Volatile.Write(ref connection._busy, 0);
    }
}
