using System.Globalization;
using LocalHost.FaultWorker;
using Npgsql;
using TestSupport;

namespace LocalHost.Faults;

public sealed class CommitTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan AtLeast = Load.IsLong ? TimeSpan.FromSeconds(30) : TimeSpan.Zero;

    [Fact]
    public async Task Commits_whose_answer_is_lost_are_neither_doubled_nor_lost()
    {
        await using var hub = await FaultHub.OpenAsync(postgres.ConnectionString, "cut");
        await using var proxy = new CommitCuttingProxy(postgres.ConnectionString, chance: 0.06, Load.Dice("cut"));
        var settings = hub.Settings with { ConnectionString = proxy.ConnectionString, Activities = 3 };

        await Load.UnderAsync(hub, [settings, settings], Load.Of(15, 100), AtLeast, _ => Task.CompletedTask, _ => Task.FromResult(proxy is { CutAfter: >= 5, CutBefore: >= 5 }));
        Load.Print(string.Create(CultureInfo.InvariantCulture, $"cut: {proxy.CutBefore} before, {proxy.CutAfter} after the commit"));
    }

    [Fact]
    public async Task Serialization_failures_are_tried_again()
    {
        await using var hub = await FaultHub.OpenAsync(await postgres.CreateDatabaseAsync(), "conflicts");
        await hub.ScalarAsync(
            """
            CREATE SEQUENCE refused;
            CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF random() < 0.08 THEN
                    PERFORM nextval('refused');
                    RAISE EXCEPTION 'refused' USING ERRCODE = '40001';
                END IF;
                RETURN NULL;
            END $$;
            CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON durable.history DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse();
            """);
        var serializable = new NpgsqlConnectionStringBuilder(hub.Settings.ConnectionString) { Options = "-c default_transaction_isolation=serializable" };
        var settings = hub.Settings with { ConnectionString = serializable.ConnectionString, Activities = 3 };

        await Load.UnderAsync(
            hub,
            [settings, settings],
            Load.Of(15, 100),
            AtLeast,
            _ => Task.CompletedTask,
            async _ => await hub.ScalarAsync("SELECT last_value FROM refused") is >= 10L);
    }

    [Fact]
    public async Task Deadlocks_are_tried_again()
    {
        await using var hub = await FaultHub.OpenAsync(await postgres.CreateDatabaseAsync(), "deadlocks");
        var settings = hub.Settings with { Activities = 3 };

        await Load.UnderAsync(
            hub,
            [settings, settings],
            Load.Of(15, 100),
            AtLeast,
            stop => DisturbAsync(settings.ConnectionString, stop),
            async _ => await hub.ScalarAsync("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()") is >= 2L);
    }

    /// <summary>Locks the sessions of the hub from the last to the first, while commits lock theirs from the first to the last.</summary>
    internal static async Task DisturbAsync(string connectionString, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync(stop);

                // Whoever waits longest looks for the deadlock and is its victim: that is to be the worker.
                await ExecuteAsync(connection, "SET deadlock_timeout = '60s'", stop);
                await using var transaction = await connection.BeginTransactionAsync(stop);
                foreach (var id in await SessionsAsync(connection, stop))
                {
                    await ExecuteAsync(connection, $"SELECT FROM durable.sessions WHERE instance_id = '{id}' FOR UPDATE", stop);
                    await Task.Delay(10, stop);
                }

                await transaction.RollbackAsync(stop);
            }
            catch (NpgsqlException)
            {
                // The victim after all, or the database is being restarted.
            }

            await Task.Delay(300, stop);
        }
    }

    private static async Task<List<string>> SessionsAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("SELECT instance_id FROM durable.sessions ORDER BY instance_id DESC LIMIT 12", connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var sessions = new List<string>();
        while (await reader.ReadAsync(stop))
        {
            sessions.Add(reader.GetString(0));
        }

        return sessions;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
