using System.Globalization;
using LocalHost.FaultWorker;
using TestSupport;

namespace LocalHost.Faults;

public sealed class MixedTests
{
    [Fact]
    public async Task Everything_at_once_loses_nothing()
    {
        Assert.SkipUnless(Load.IsLong, "The long form: DATAHOUND_LONG_TESTS=1.");
        await using var server = await RestartTests.ServerAsync();
        await using var hub = await FaultHub.OpenAsync(server.ConnectionString, "mixed");
        var dice = Load.Dice("mixed");
        await using var proxy = new CommitCuttingProxy(server.ConnectionString, chance: 0.01, new Random(dice.Next()));
        var workers = Enumerable.Range(0, 4).Select(place => hub.Settings with
        {
            ConnectionString = place < 2 ? proxy.ConnectionString : server.ConnectionString,
            Activities = 3,
            Seed = dice.Next(),
            Faults =
            [
                new FaultOrder("*", FaultKind.Kill, 0.0005),
                new FaultOrder("*", FaultKind.Stop, 0.0005),
                new FaultOrder("*", FaultKind.Throw, 0.005),
                new FaultOrder("*", FaultKind.Cut, 0.001),
            ],
        }).ToList();
        var troubles = 0;

        await Load.UnderAsync(
            hub,
            workers,
            journeys: 200,
            TimeSpan.FromMinutes(3),
            stop => Task.WhenAll(
                DuplicateTests.TakeAwayAsync(server.ConnectionString, TimeSpan.FromSeconds(1), stop),
                CommitTests.DisturbAsync(server.ConnectionString, stop),
                TroubleAsync(hub, server, new Random(dice.Next()), () => Interlocked.Increment(ref troubles), stop)),
            _ => Task.FromResult(true));
        Load.Print(string.Create(CultureInfo.InvariantCulture, $"mixed: {troubles} restarts, clock jumps and wake-ups, {proxy.CutBefore} + {proxy.CutAfter} commits cut"));
    }

    private static async Task TroubleAsync(FaultHub hub, OwnPostgresServer server, Random dice, Action counted, CancellationToken stop)
    {
        for (var turn = 1; ; turn++)
        {
            await Task.Delay(dice.Next(500, 3000), stop);
            counted();
            foreach (var worker in hub.Workers)
            {
                // Those that stopped themselves, some of them past their leases.
                await worker.SignalAsync("CONT");
            }

            if (dice.Next(4) == 0)
            {
                await server.RestartAsync(dice.Next(2) == 0 ? "immediate" : "fast");
            }
            else if (hub.Workers is { Count: > 0 } alive)
            {
                // Here and there, and time and again further ahead than ever before, so that what a clock ahead has set comes due.
                var worker = alive[dice.Next(alive.Count)];
                worker.SetClock(turn % 3 == 0 ? TimeSpan.FromHours(2 * turn) : TimeSpan.FromMinutes(dice.Next(-60, 61)));
            }
        }
    }
}
