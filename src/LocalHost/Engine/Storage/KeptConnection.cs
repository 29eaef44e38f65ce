using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>A connection that one loop keeps for itself, opened anew after a failure.</summary>
/// <param name="dataSource">Where it comes from.</param>
/// <param name="setup">A statement to run on every opening, or null.</param>
internal sealed class KeptConnection(NpgsqlDataSource dataSource, string? setup = null) : IAsyncDisposable
{
    /// <summary>
    /// All the engine's statements find their rows by an index, a few at a time, so they are planned once and for that alone. A plan made
    /// while a table was small would else read it from end to end, and be kept until statistics are next gathered, however large
    /// the table is by then; and planning a claim takes longer than the claim.
    /// </summary>
    public const string ByIndexAlone =
        """
        SET plan_cache_mode = force_generic_plan; SET jit = off;
        SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off
        """;

    /// <summary>
    /// For claims: they need not survive a crash of the database, because then nobody holds them, so their commits need not wait for the disk.
    /// </summary>
    public const string WithoutWaitingForDisk = "SET synchronous_commit = off; " + ByIndexAlone;

    private NpgsqlConnection? _connection;

    public async ValueTask<NpgsqlConnection> GetAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: System.Data.ConnectionState.Open } open)
        {
            return open;
        }

        await DropAsync();
        var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            if (setup is not null)
            {
                await using var command = new NpgsqlCommand(setup, connection);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        return _connection = connection;
    }

    /// <summary>
    /// Closes the connection, which rolls back what it was doing. That may fail, for it is often closed because it is broken; it is
    /// gone all the same, and who lets go of it goes on.
    /// </summary>
    public async ValueTask DropAsync()
    {
        var connection = _connection;
        _connection = null;
        if (connection is null)
        {
            return;
        }

        try
        {
            await connection.DisposeAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or IOException or InvalidOperationException)
        {
            // The rollback did not reach the database, which rolls back by itself when the connection is gone.
        }
    }

    public ValueTask DisposeAsync() => DropAsync();
}
