using System.Globalization;
using LocalHost.FaultWorker;
using TestSupport;

namespace LocalHost.Faults;

public sealed class KillTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Workers_that_die_again_and_again_anywhere_lose_no_journey_and_no_effect()
    {
        await using var hub = await FaultHub.OpenAsync(postgres.ConnectionString, "kills");
        var dice = Load.Dice("kills");
        var settings = Enumerable.Range(0, 3).Select(_ => hub.Settings with
        {
            Activities = 3,
            Seed = dice.Next(),
            Faults = [new FaultOrder("*", FaultKind.Kill, 0.004)],
        });

        await Load.UnderAsync(hub, [.. settings], Load.Of(30, 200), Load.IsLong ? TimeSpan.FromSeconds(40) : TimeSpan.Zero, _ => Task.CompletedTask, deaths => Task.FromResult(deaths >= Load.Of(4, 20)));
    }

    [Fact]
    public async Task Workers_killed_from_outside_lose_no_journey_and_no_effect()
    {
        await using var hub = await FaultHub.OpenAsync(postgres.ConnectionString, "outside");
        var workers = new List<WorkerProcess> { await hub.WorkerAsync(), await hub.WorkerAsync() };
        for (var round = 0; round < 3; round++)
        {
            await hub.StartAsync("Journey", Load.Of(20, 100), string.Create(CultureInfo.InvariantCulture, $"{round}-"));

            // Elsewhere in every round.
            await hub.EffectsReachAsync((Load.Of(20, 100) * 12 * round) + (30 * round) + 5);
            workers[round % 2].KillNow();
            workers[round % 2] = await hub.WorkerAsync();
        }

        await hub.AllEndWellAsync();
    }
}
