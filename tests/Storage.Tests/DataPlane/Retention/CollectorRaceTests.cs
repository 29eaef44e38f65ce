using DataHound.Storage;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Checks;
using DataHound.Storage.DataPlane.Objects;
using Microsoft.Extensions.DependencyInjection;
using Storage.Tests.ControlPlane;
using Storage.Tests.ControlPlane.Runs;
using Storage.Tests.DataPlane.Objects;
using TestSupport;
using static Storage.Tests.DataPlane.Retention.Garbage;

namespace Storage.Tests.DataPlane.Retention;

public sealed class CollectorRaceTests(PostgresFixture postgres, AzuriteFixture azurite) : IClassFixture<PostgresFixture>, IClassFixture<AzuriteFixture>
{
    private const int LeftBehind = 40;
    private const string Folder = "folder";
    private const string Blobs = "blobs";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Folder)]
    [InlineData(Blobs)]
    public async Task Two_collections_racing_remove_everything_once(string store)
    {
        await using var house = await OpenAsync(store);
        var second = await FillAsync(house);
        var (removed, deleted, findings) = (0, 0, new List<string>());
        for (var round = 0; round < 4; round++)
        {
            foreach (var outcome in await RaceAsync(house, "left", "right"))
            {
                removed += outcome.Report["versions_removed"]!.GetValue<int>();
                deleted += outcome.Report["objects_deleted"]!.GetValue<int>();
                findings.AddRange(outcome.Findings.Where(finding => finding.Kind is "object_deleted").Select(finding => finding.Path!));
            }
        }

        (removed, deleted).ShouldBe((1, LeftBehind + 1));
        findings.ShouldBeUnique();
        await ShouldBeCleanAsync(house, second);
    }

    [Theory]
    [InlineData(Folder)]
    [InlineData(Blobs)]
    public async Task One_collection_done_twice_at_once_ends_as_if_done_once(string store)
    {
        await using var house = await OpenAsync(store);
        var second = await FillAsync(house);

        for (var round = 0; round < 4; round++)
            await RaceAsync(house, "the same", "the same");

        await ShouldBeCleanAsync(house, second);
    }

    [Theory]
    [InlineData(Folder)]
    [InlineData(Blobs)]
    public async Task A_collection_that_was_overtaken_while_it_deletes_does_no_harm(string store)
    {
        await using var house = await OpenAsync(store);
        var (first, _) = await TwoVersionsAsync(house);
        await CollectAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(1));
        await CollectAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(1));
        const int ListingsAndOneFind = 5;
        var objects = new PausingObjects(house.Objects, ListingsAndOneFind + 1);
        var overtaken = Collector(house, objects).CollectAsync("acme", "slow", dryRun: false, Token);
        await Task.WhenAny(objects.Reached, overtaken).WaitAsync(Patience, Token);
        overtaken.IsCompleted.ShouldBeFalse();
        (await CollectAsync(house, holder: "fast"))["skipped"]!.GetValue<bool>().ShouldBeTrue("its lease holds");
        house.Clock.Advance(TimeSpan.FromHours(1));

        (await CollectAsync(house, holder: "fast"))["objects_deleted"]!.GetValue<int>().ShouldBe(1);
        var third = await house.CommitAsync("acme", "the third");
        objects.GoOn();
        await overtaken.WaitAsync(Patience, Token);

        (await ExistsAsync(house, first)).ShouldBeFalse();
        (await ExistsAsync(house, third)).ShouldBeTrue();
        (await house.Get<IDatasetCatalog>().FindCurrentAsync("acme", "jobs", Token))!.Id.ShouldBe(third.Id);
    }

    private async Task<StorageHouse> OpenAsync(string store)
    {
        var container = store is Blobs ? azurite.CreateContainer() : null;
        return await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync(), services => services.AddSingleton<IObjectStore>(provider =>
        {
            var options = provider.GetRequiredService<StorageOptions>();
            return container is null ? new FolderObjectStore(options.ObjectsFolder) : new BlobObjectStore(container, options.DownloadsFolder);
        }));
    }

    /// <summary>Makes a version that nothing keeps and objects that nothing names, and gives the version that stays.</summary>
    private static async Task<DatasetVersion> FillAsync(StorageHouse house)
    {
        var (_, second) = await TwoVersionsAsync(house);
        for (var part = 0; part < LeftBehind; part++)
            await LeaveBehindAsync(house, "acme", part);
        house.Clock.Advance(TimeSpan.FromDays(400));
        return second;
    }

    private static async Task<CheckOutcome[]> RaceAsync(StorageHouse house, params string[] holders)
    {
        var outcomes = await Task.WhenAll(holders.Select(holder => Task.Run(() => Collector(house).CollectAsync("acme", holder, dryRun: false, Token), Token)));
        house.Clock.Advance(TimeSpan.FromDays(1));
        return outcomes;
    }

    private static async Task ShouldBeCleanAsync(StorageHouse house, DatasetVersion kept)
    {
        var left = new List<string>();
        foreach (var folder in new[] { "acme/gold/", "acme/silver/" })
        {
            await foreach (var item in house.Objects.ListAsync(folder, Token))
                left.Add(item.Path);
        }

        left.ShouldBe([kept.Files[0].Path]);
        (await house.Database.Command("SELECT count(*) FROM control.garbage_objects").ScalarAsync<long>(Token)).ShouldBe(0);
        (await house.Get<IAuditLog>().ListAsync(new AuditQuery { Company = "acme", Action = "versions.remove" }, Token)).Items.Count.ShouldBe(1);
    }
}
