using DataHound.Domain.Quality;
using DataHound.Storage.ControlPlane.Leases;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Retention;
using Storage.Tests.ControlPlane;
using Storage.Tests.ControlPlane.Runs;
using TestSupport;

namespace Storage.Tests.Faults;

public sealed class StaleListTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Orphan = "acme/gold/dataset=jobs/dt=2026-01-01/part-0123456789abcdef-0.parquet";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_needs_no_list()
    {
        await using var run = await SmallRun.OpenAsync(
            await postgres.CreateDatabaseAsync(), options => new FolderObjectStore(options.ObjectsFolder), whole => new StaleObjects(whole, []));

        (await run.WalkAsync()).Error.ShouldBeNull();
        await run.CheckAsync();
    }

    [Fact]
    public async Task A_collection_whose_list_is_behind_deletes_nothing_that_is_named()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var first = await house.CommitAsync("acme", "one");
        await house.WriteAsync(Orphan, "stray", 1);
        var behind = new StaleObjects(house.Objects, await ListAsync(house.Objects));
        house.Clock.Advance(TimeSpan.FromDays(1));
        var second = await house.CommitAsync("acme", "two", first.Id);
        var options = new RetentionOptions { Policy = new RetentionPolicy { KeepVersions = 1, KeepAfterUse = TimeSpan.Zero, Lineage = LineageKept.None }, Grace = TimeSpan.FromHours(1), DeleteDelay = TimeSpan.FromHours(1) };
        var collector = new GarbageCollector(house.Database, house.Clock, behind, house.Get<ILeases>(), options);

        for (var round = 0; round < 6; round++)
        {
            house.Clock.Advance(TimeSpan.FromDays(400));
            await collector.CollectAsync("acme", $"test {round}", dryRun: false, Token);
        }

        (await house.Objects.FindAsync(Orphan, Token)).ShouldBeNull();
        (await house.Objects.FindAsync(first.Files[0].Path, Token)).ShouldBeNull("nothing keeps it");
        (await house.Objects.FindAsync(second.Files[0].Path, Token)).ShouldNotBeNull();
    }

    private static async Task<IReadOnlyList<StoredObject>> ListAsync(IObjectStore objects)
    {
        var listed = new List<StoredObject>();
        await foreach (var item in objects.ListAsync("", Token))
            listed.Add(item);
        return listed;
    }
}
