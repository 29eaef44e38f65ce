using DuckDb.Interop;

namespace DuckDb;

/// <summary>A prepared statement, to be run as often as wanted with other parameters. As its connection, for one thread at a time.</summary>
public sealed class DuckStatement : IDisposable
{
    private readonly DuckConnection _connection;
    private readonly PreparedHandle _handle;

    internal DuckStatement(DuckConnection connection, PreparedHandle handle)
    {
        _connection = connection;
        _handle = handle;
    }

    /// <summary>How many parameters the statement has.</summary>
    public int ParameterCount => (int)Native.duckdb_nparams(_handle);

    /// <summary>Runs the statement.</summary>
    /// <returns>The rows it changed (COPY: wrote); 0 for other statements.</returns>
    /// <exception cref="DuckDbException">The engine reports an error.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the engine has stopped.</exception>
    public long Execute(DuckParameters? parameters = null, CancellationToken cancellationToken = default)
    {
        using var use = _connection.Enter();
        using var run = Start(parameters, streaming: false, cancellationToken);
        return Native.duckdb_rows_changed(run.Result);
    }

    /// <summary>Runs the statement and reads its rows as they are produced.</summary>
    /// <returns>The reader; the connection takes no other statement until it is disposed.</returns>
    /// <exception cref="DuckDbException">The engine reports an error.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the engine has stopped.</exception>
    public DuckReader Query(DuckParameters? parameters = null, CancellationToken cancellationToken = default) =>
        Query(parameters, ownsStatement: false, cancellationToken);

    /// <summary>Frees the statement.</summary>
    public void Dispose() => _handle.Dispose();

    internal DuckReader Query(DuckParameters? parameters, bool ownsStatement, CancellationToken cancellationToken)
    {
        using var use = _connection.Enter();
        var run = Start(parameters, streaming: true, cancellationToken);
        try
        {
            return new DuckReader(_connection, run, ownsStatement ? this : null);
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    // A cancel that comes before the statement is pending would be forgotten by the engine: it forgets earlier interrupts when it gets
    // ready. So: make it pending, then let the token interrupt, then run.
    private RunningStatement Start(DuckParameters? parameters, bool streaming, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Bind(parameters ?? DuckParameters.None);
        var state = streaming
            ? Native.duckdb_pending_prepared_streaming(_handle, out var pending)
            : Native.duckdb_pending_prepared(_handle, out pending);
        using (pending)
        {
            if (state != State.Success)
            {
                throw ErrorText.ToException(ErrorText.Read(Native.duckdb_pending_error(pending)));
            }

            var run = _connection.Watch(cancellationToken);
            try
            {
                if (Native.duckdb_execute_pending(pending, run.Result) != State.Success)
                {
                    throw run.Failure();
                }

                return run;
            }
            catch
            {
                run.Dispose();
                throw;
            }
        }
    }

    private void Bind(DuckParameters parameters)
    {
        var count = ParameterCount;
        if (parameters.Count != count)
        {
            throw new ArgumentException($"The statement has {count} parameters, {parameters.Count} values were given.", nameof(parameters));
        }

        if (count == 0)
        {
            return;
        }

        var places = parameters.AreNamed ? Places(count) : null;
        Native.duckdb_clear_bindings(_handle);
        for (var index = 0; index < count; index++)
        {
            var place = index + 1;
            if (places is not null && !places.TryGetValue(parameters.Names[index], out place))
            {
                throw new ArgumentException($"The statement has no parameter ${parameters.Names[index]}; it has {string.Join(", ", places.Keys)}.", nameof(parameters));
            }

            using var value = NativeValues.Create(parameters.Values[index]);
            if (Native.duckdb_bind_value(_handle, place, value) != State.Success)
            {
                throw new DuckDbException(DuckErrorKind.InvalidInput, $"Parameter {place} cannot be bound.");
            }
        }
    }

    private unsafe Dictionary<string, int> Places(int count)
    {
        var places = new Dictionary<string, int>(count, StringComparer.OrdinalIgnoreCase);
        for (var place = 1; place <= count; place++)
        {
            places[LogicalTypes.TakeText(Native.duckdb_parameter_name(_handle, place))] = place;
        }

        return places;
    }
}
