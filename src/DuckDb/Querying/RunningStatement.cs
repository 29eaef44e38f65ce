using DuckDb.Interop;

namespace DuckDb;

/// <summary>A statement between its start and the end of its result: the result, and the tokens that interrupt it.</summary>
internal sealed class RunningStatement : IDisposable
{
    private readonly CancellationToken _statementToken;
    private readonly CancellationToken _workToken;
    private readonly CancellationTokenRegistration _statementRegistration;
    private readonly CancellationTokenRegistration _workRegistration;

    /// <summary>Lets both tokens interrupt the connection from now on.</summary>
    /// <param name="connection">The connection to interrupt.</param>
    /// <param name="statementToken">The token given with the statement.</param>
    /// <param name="workToken">The token of the work on the connection's own thread, if it runs there.</param>
    internal RunningStatement(ConnectionHandle connection, CancellationToken statementToken, CancellationToken workToken)
    {
        Result.HoldOn(connection);
        _statementToken = statementToken;
        _workToken = workToken;
        _statementRegistration = statementToken.UnsafeRegister(Interrupt, connection);
        _workRegistration = workToken.UnsafeRegister(Interrupt, connection);
    }

    internal ResultHandle Result { get; } = new();

    public void Dispose()
    {
        _statementRegistration.Dispose();
        _workRegistration.Dispose();
        Result.Dispose();
    }

    internal void ThrowIfCancelled()
    {
        _statementToken.ThrowIfCancellationRequested();
        _workToken.ThrowIfCancellationRequested();
    }

    /// <summary>The error the result holds: a cancellation when a token asked for it.</summary>
    internal Exception Failure()
    {
        var kind = Native.duckdb_result_error_type(Result);
        if (kind == DuckErrorKind.Interrupt)
        {
            ThrowIfCancelled();
        }

        return new DuckDbException(kind, ErrorText.Read(Native.duckdb_result_error(Result)));
    }

    internal DuckDbException? Error()
    {
        var text = Native.duckdb_result_error(Result);
        return text == 0 ? null : new DuckDbException(Native.duckdb_result_error_type(Result), ErrorText.Read(text));
    }

    private static void Interrupt(object? connection) => Native.duckdb_interrupt((ConnectionHandle)connection!);
}
