using LocalHost.FaultWorker;
using TestSupport;

namespace LocalHost.Faults;

public sealed class RestartTests
{
    [Fact]
    public async Task A_database_restarted_every_few_seconds_loses_nothing()
    {
        await using var server = await ServerAsync();
        await using var hub = await FaultHub.OpenAsync(server.ConnectionString, "restarts");
        var dice = Load.Dice("restarts");
        var settings = hub.Settings with { Activities = 3, Attempts = 5 };
        var restarts = 0;

        await Load.UnderAsync(
            hub,
            [settings, settings],
            Load.Of(15, 100),
            Load.IsLong ? TimeSpan.FromSeconds(60) : TimeSpan.Zero,
            async stop =>
            {
                while (true)
                {
                    await Task.Delay(dice.Next(500, Load.Of(1500, 5000)), stop);
                    await server.RestartAsync(restarts % 2 == 0 ? "immediate" : "fast");
                    Interlocked.Increment(ref restarts);
                }
            },
            _ => Task.FromResult(Volatile.Read(ref restarts) >= 4));

        (await hub.ScalarAsync("SELECT count(*) FROM durable.dead_letters")).ShouldBe(0L, "an outage of the database was counted against the work");
    }

    /// <summary>A server of its own, or a skipped test where there is none.</summary>
    internal static async Task<OwnPostgresServer> ServerAsync()
    {
        try
        {
            return await OwnPostgresServer.StartAsync();
        }
        catch (PostgresTestServerMissingException missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }
}
