using LocalHost.DurableTask.Client;
using LocalHost.FaultWorker;
using TestSupport;

namespace LocalHost.Faults;

public sealed class PoisonTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Attempts = 2;

    [Theory]
    [InlineData("DeadlyActivity", "activity", "Kill")]
    [InlineData("DeadlyStep", "step", "DeadlyStep")]
    public async Task Work_that_kills_every_worker_is_given_up_and_the_rest_goes_on(string orchestrator, string kind, string name)
    {
        await using var hub = await FaultHub.OpenAsync(postgres.ConnectionString, orchestrator);
        await hub.StartAsync(orchestrator, new(orchestrator), new Expected(orchestrator, OrchestrationRuntimeStatus.Failed, Output: null, []));
        await hub.StartAsync("Leg", 1);

        var deaths = await WorkUntilEndAsync(hub);

        deaths.ShouldBeInRange(1, Attempts);
        (await hub.ScalarAsync($"SELECT kind || ' ' || name || ' ' || attempts FROM durable.dead_letters WHERE instance_id = '{orchestrator}'")).ShouldBe($"{kind} {name} {Attempts}");
        await hub.AllEndWellAsync();
    }

    /// <summary>Starts a worker each time the last one has died.</summary>
    /// <returns>How many died.</returns>
    private static async Task<int> WorkUntilEndAsync(FaultHub hub)
    {
        for (var deaths = 0; ; deaths++)
        {
            var worker = await hub.WorkerAsync(hub.Settings with { Attempts = Attempts });
            (await Until.TrueAsync(async () => worker.HasExited || await hub.AliveAsync() == 0)).ShouldBeTrue("the work neither ended nor killed");
            if (await hub.AliveAsync() == 0)
            {
                return deaths;
            }
        }
    }
}
