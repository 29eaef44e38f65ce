using LocalHost.FaultWorker;
using TestSupport;

namespace LocalHost.Faults;

public sealed class ClockTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Clocks_that_jump_by_hours_lose_no_timer_and_fire_none_twice()
    {
        await using var hub = await FaultHub.OpenAsync(postgres.ConnectionString, "clocks");

        // Longer than any pause of a busy machine, and far shorter than the jumps.
        var settings = hub.Settings with { LeaseSeconds = 60 };
        var (first, second) = (await hub.WorkerAsync(settings), await hub.WorkerAsync(settings));
        await hub.StartAsync("Sleeper", Load.Of(5, 50));
        await hub.StartAsync("Leg", Load.Of(20, 100), startAt: DateTimeOffset.UtcNow.AddMinutes(30));
        await hub.EffectsReachAsync(Load.Of(5, 50));

        // An effect is in the ledger before the step after it is taken: the timers must be set by clocks that are right.
        (await Until.TrueAsync(async () => await hub.TimersAsync() == Load.Of(5 + 20, 50 + 100))).ShouldBeTrue("the timers were never all set");

        // One clock far ahead: it fires what is not due by the other, which may be the one to go on with it.
        await first.SetClockAsync(TimeSpan.FromHours(1.1));
        await hub.EffectsReachAsync(Load.Of((5 * 2) + (20 * 2), (50 * 2) + (100 * 2)));

        // Back before the start, while others begin; leases, which go by the database's clock, stay what they were.
        await first.SetClockAsync(TimeSpan.FromHours(-1));
        await hub.StartAsync("Journey", Load.Of(5, 50));
        await hub.EffectsReachAsync(Load.Of((5 * 2) + (20 * 2) + (5 * 9), (50 * 2) + (100 * 2) + (50 * 9)));
        (first.Output + second.Output).ShouldNotContain("lost its claims");

        await second.SetClockAsync(TimeSpan.FromHours(5));
        await hub.AllEndWellAsync();
    }
}
