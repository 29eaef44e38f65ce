using LocalHost.FaultWorker;
using Npgsql;
using TestSupport;

namespace LocalHost.Faults;

public sealed class DuplicateTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Activities_that_run_twice_have_one_result()
    {
        await using var hub = await FaultHub.OpenAsync(await postgres.CreateDatabaseAsync(), "twice");
        var settings = hub.Settings with { Activities = 3 };

        await Load.UnderAsync(
            hub,
            [settings, settings, settings],
            Load.Of(20, 150),
            Load.IsLong ? TimeSpan.FromSeconds(30) : TimeSpan.Zero,
            stop => TakeAwayAsync(settings.ConnectionString, TimeSpan.FromMilliseconds(30), stop),
            async _ => (long)(await hub.ScalarAsync("SELECT count(*) FROM ledger")).ShouldNotBeNull() >= await hub.EffectsAsync() + 10);
    }

    /// <summary>Puts activities that run back into the queue, so that they run elsewhere, too.</summary>
    internal static async Task TakeAwayAsync(string connectionString, TimeSpan pause, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await using var command = source.CreateCommand(
                    """
                    UPDATE durable.activities SET owner = NULL WHERE (execution_id, task_id) IN (
                        SELECT execution_id, task_id FROM durable.activities WHERE owner IS NOT NULL AND random() < 0.5 FOR UPDATE SKIP LOCKED)
                    """);
                await command.ExecuteNonQueryAsync(stop);
            }
            catch (NpgsqlException)
            {
                // The database is being restarted.
            }

            await Task.Delay(pause, stop);
        }
    }
}
