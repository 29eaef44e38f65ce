using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;
using Storage.Tests.ControlPlane;
using TestSupport;
using static Storage.Tests.DataPlane.Retention.Garbage;

namespace Storage.Tests.DataPlane.Retention;

public sealed class CollectorConnectionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int FirstListing = 1;
    private const int Deletion = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The collection is held before it writes to a table, and there it loses its connection.</summary>
    [Theory]
    [InlineData("marking", 0, 0, "version_removals", true)]
    [InlineData("condemning orphans", 0, FirstListing, "garbage_objects", true)]
    [InlineData("removing a version", 1, 0, "garbage_objects", true)]
    [InlineData("forgetting what was deleted", 2, Deletion, "garbage_objects", false)]
    public async Task A_collection_that_loses_postgres_in_any_step_is_completed_by_the_next_one(string step, int day, int pauseAt, string table, bool fileIsThere)
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var (first, second) = await TwoVersionsAsync(house);
        for (var before = 0; before < day; before++)
        {
            await CollectAsync(house);
            house.Clock.Advance(TimeSpan.FromDays(1));
        }

        await BreakAsync(house, table, pauseAt);

        (await ExistsAsync(house, first)).ShouldBe(fileIsThere, step);
        (await house.Get<IDatasetCatalog>().FindCurrentAsync("acme", "jobs", Token))!.Id.ShouldBe(second.Id);
        await CollectAllAsync(house);
        (await ExistsAsync(house, first)).ShouldBeFalse();
        (await ExistsAsync(house, second)).ShouldBeTrue();
        (await house.Database.Command("SELECT count(*) FROM control.garbage_objects").ScalarAsync<long>(Token)).ShouldBe(0);
    }

    /// <summary>Collects up to an operation of the store, or from the beginning, then until it waits for a table, and cuts its connection there.</summary>
    private static async Task BreakAsync(StorageHouse house, string table, int pauseAt)
    {
        await using var other = await house.Database.OpenConnectionAsync(Token);
        await using var holding = await other.BeginTransactionAsync(Token);
        if (pauseAt == 0)
            await HoldAsync();
        var objects = new PausingObjects(house.Objects, pauseAt);
        var collection = Collector(house, objects).CollectAsync("acme", "test", dryRun: false, Token);
        if (pauseAt > 0)
        {
            await Task.WhenAny(objects.Reached, collection).WaitAsync(Patience, Token);
            await HoldAsync();
            objects.GoOn();
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(Patience);
        while (await house.Database.Command("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'").ScalarAsync<long>(limit.Token) == 0)
            await Task.Delay(20, limit.Token);
        await Should.ThrowAsync<NpgsqlException>(() => collection);

        Task HoldAsync() => other.Command($"LOCK TABLE control.{table} IN EXCLUSIVE MODE").RunAsync(Token);
    }
}
