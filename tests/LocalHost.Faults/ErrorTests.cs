using LocalHost.FaultWorker;
using TestSupport;

namespace LocalHost.Faults;

public sealed class ErrorTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Errors_and_cut_connections_at_any_point_lose_nothing()
    {
        await using var hub = await FaultHub.OpenAsync(postgres.ConnectionString, "errors");
        var dice = Load.Dice("errors");
        var settings = Enumerable.Range(0, 2).Select(_ => hub.Settings with
        {
            Activities = 3,
            Seed = dice.Next(),
            Faults = [new FaultOrder("*", FaultKind.Throw, 0.03), new FaultOrder("*", FaultKind.Cut, 0.01)],
        });

        var (_, deaths) = await Load.UnderAsync(
            hub,
            [.. settings],
            Load.Of(15, 100),
            Load.IsLong ? TimeSpan.FromSeconds(30) : TimeSpan.Zero,
            _ => Task.CompletedTask,
            _ => Task.FromResult(true));

        deaths.ShouldBe(0, "an error must not end a worker");
    }
}
