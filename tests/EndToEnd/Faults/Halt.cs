using Npgsql;

namespace DataHound.EndToEnd.Faults;

/// <summary>
/// A lock that a test holds in the app's database: whoever needs what it holds stands still at exactly that place, and can be killed there. Reading is not stopped by locks of mode
/// EXCLUSIVE and of rows, so that the app goes on answering.
/// </summary>
public sealed class Halt : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly NpgsqlConnection _connection;

    private Halt(NpgsqlConnection connection) => _connection = connection;

    /// <summary>Takes the lock that a statement takes.</summary>
    public static async Task<Halt> OfAsync(string connectionString, string statement)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var halt = new Halt(connection);
        await halt.ExecuteAsync("BEGIN");
        await halt.ExecuteAsync(statement);
        return halt;
    }

    /// <summary>Waits until somebody stands at the lock.</summary>
    public async Task WaitAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        await using var command = new NpgsqlCommand($"SELECT count(*) {Standing}", _connection);
        while ((long)(await command.ExecuteScalarAsync(limit.Token))! == 0)
            await Task.Delay(20, limit.Token);
    }

    /// <summary>Lets go of the lock, and those who stand at it go on.</summary>
    public Task LetGoAsync() => ExecuteAsync("ROLLBACK");

    /// <summary>Ends the sessions that stand at the lock, as the death of their process does, and lets go of it. Nothing more when it was let go.</summary>
    public async ValueTask DisposeAsync()
    {
        await ExecuteAsync($"SELECT pg_terminate_backend(pid) {Standing}");
        await _connection.DisposeAsync();
    }

    private const string Standing = "FROM (SELECT DISTINCT pid FROM pg_locks WHERE NOT granted) AS waiting WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))";

    private async Task ExecuteAsync(string statement)
    {
        await using var command = new NpgsqlCommand(statement, _connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
