using Azure.Storage.Blobs;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Leases;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Checks;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.Pipelines;
using Storage.Tests.ControlPlane;
using Storage.Tests.ControlPlane.Runs;
using Storage.Tests.DataPlane.Objects;
using TestSupport;
using static Storage.Tests.DataPlane.Retention.Garbage;

namespace Storage.Tests.DataPlane.Retention;

public sealed class GarbageCollectorTests(PostgresFixture postgres, AzuriteFixture azurite) : IClassFixture<PostgresFixture>, IClassFixture<AzuriteFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_is_marked_then_removed_after_its_grace_and_its_files_are_deleted_after_the_delay()
    {
        await using var house = await OpenAsync();
        var (first, second) = await TwoVersionsAsync(house);

        (await CollectAsync(house))["versions_marked"]!.GetValue<int>().ShouldBe(1);
        (await FindAsync(house, "v000001")).RemovedAt.ShouldBeNull();
        house.Clock.Advance(TimeSpan.FromHours(13));
        var removing = await CollectAsync(house);
        (removing["versions_removed"]!.GetValue<int>(), removing["objects_deleted"]!.GetValue<int>()).ShouldBe((1, 0));
        (await FindAsync(house, "v000001")).RemovedAt.ShouldNotBeNull();
        (await ExistsAsync(house, first)).ShouldBeTrue();
        house.Clock.Advance(TimeSpan.FromHours(2));
        var deleting = await CollectAsync(house);

        (deleting["objects_deleted"]!.GetValue<int>(), deleting["bytes_freed"]!.GetValue<long>()).ShouldBe((1, first.Files[0].Bytes));
        (await ExistsAsync(house, first)).ShouldBeFalse();
        (await ExistsAsync(house, second)).ShouldBeTrue();
        (await CollectAsync(house))["objects_deleted"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task A_lists_CSV_file_is_kept_as_long_as_its_table()
    {
        await using var house = await OpenAsync();
        var run = await house.StartRunAsync("acme");
        var result = await house.ProduceAsync(run, "list_recent", "rows");
        await house.CommitAsync(run, result);
        var kept = ListFiles.Beside("recent", result.Versions[0].Files[0].Path);
        const string Gone = "acme/gold/lists/recent/dt=2026-01-01/part-0123456789abcdef-0.csv";
        await house.WriteAsync(kept, "rows", 1);
        await house.WriteAsync(Gone, "rows of a version that is no more", 1);
        house.Clock.Advance(TimeSpan.FromDays(400));

        await CollectAllAsync(house);

        kept.ShouldStartWith("acme/gold/lists/recent/dt=");
        (await house.Objects.FindAsync(kept, Token)).ShouldNotBeNull();
        (await house.Objects.FindAsync(Gone, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_dry_run_says_the_same_and_changes_nothing()
    {
        await using var house = await OpenAsync();
        var (first, _) = await TwoVersionsAsync(house);

        var dry = await Collector(house).CollectAsync("acme", "test", dryRun: true, Token);
        dry.Report["versions_removable"]!.GetValue<int>().ShouldBe(1);
        dry.Findings.ShouldHaveSingleItem().Kind.ShouldBe("version_marked");
        house.Clock.Advance(TimeSpan.FromDays(2));
        (await CollectAsync(house))["versions_marked"]!.GetValue<int>().ShouldBe(1);
        (await ExistsAsync(house, first)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_marked_version_that_is_made_current_again_loses_its_mark_and_stays()
    {
        await using var house = await OpenAsync();
        var (first, _) = await TwoVersionsAsync(house);
        await CollectAsync(house);
        await house.Get<IDatasetHistory>().RollBackAsync(new RollbackRequest { Company = "acme", Dataset = "jobs", VersionTag = "v000001", By = new Initiator("ann", Reason: "wanted again") }, Token);
        house.Clock.Advance(TimeSpan.FromDays(3));

        await CollectAllAsync(house);

        (await ExistsAsync(house, first)).ShouldBeTrue();
        (await FindAsync(house, "v000002")).RemovedAt.ShouldBeNull("it is the newest");
    }

    [Fact]
    public async Task What_an_active_run_has_read_is_not_removed_before_it_ends()
    {
        await using var house = await OpenAsync();
        var first = await house.CommitAsync("acme", "one");
        house.Clock.Advance(TimeSpan.FromHours(1));
        var other = (await house.Get<IRunStore>().StartAsync(RunBuilder.Request("acme") with { Pipeline = "slow" }, Token)).Run!;
        house.Clock.Advance(TimeSpan.FromHours(1));
        await house.CommitAsync("acme", "two", first.Id);
        house.Clock.Advance(TimeSpan.FromDays(400));

        await CollectAllAsync(house);
        (await ExistsAsync(house, first)).ShouldBeTrue();

        await house.Get<IRunStore>().FinishRunAsync(other.RunId, null, Token);
        await CollectAllAsync(house);
        (await ExistsAsync(house, first)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_batch_that_waits_for_its_merge_is_not_removed()
    {
        await using var house = await OpenAsync();
        var waiting = await house.CommitAsync("acme", "one", dataset: "jobs_silver", layer: DataLayer.Silver);
        await house.CommitAsync("acme", "two", dataset: "jobs_silver", layer: DataLayer.Silver);
        house.Clock.Advance(TimeSpan.FromDays(400));

        await CollectAllAsync(house);

        (await ExistsAsync(house, waiting)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_an_ended_run_left_behind_is_deleted_and_what_an_active_one_wrote_is_not()
    {
        await using var house = await OpenAsync();
        var run = await house.StartRunAsync("acme");
        var target = new TableTarget { Company = "acme", Layer = DataLayer.Gold, Dataset = "jobs", SchemaVersion = "1", RunId = run.RunId, LocalDate = new DateOnly(2026, 2, 28) };
        await house.WriteAsync(target.ObjectPath, "left behind", 1);
        await house.WriteAsync($"acme/manifests/{run.RunId.Replace(':', '_')}/upsert.json", "{}", 0);
        await house.WriteAsync("acme/bronze/day1/jobs.csv", "received", 1);
        house.Clock.Advance(TimeSpan.FromDays(400));

        await CollectAllAsync(house);
        (await house.Objects.FindAsync(target.ObjectPath, Token)).ShouldNotBeNull("its run may still publish it");

        await house.Get<IRunStore>().FinishRunAsync(run.RunId, null, Token);
        await CollectAllAsync(house);
        var left = new List<string>();
        await foreach (var item in house.Objects.ListAsync("acme/", Token))
            left.Add(item.Path);
        left.ShouldBe(["acme/bronze/day1/jobs.csv"], "bronze is never collected");
    }

    [Fact]
    public async Task An_object_that_lies_there_for_a_short_time_only_is_left_alone()
    {
        await using var house = await OpenAsync();
        await house.WriteAsync("acme/gold/dataset=jobs/dt=2026-01-01/part-0123456789abcdef-0.parquet", "young", 1);

        var young = await Collector(house, clock: TimeProvider.System).CollectAsync("acme", "test", dryRun: false, Token);

        young.Report["orphans"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task One_collection_of_a_company_works_at_a_time()
    {
        await using var house = await OpenAsync();
        await house.Get<ILeases>().AcquireAsync("collect:acme", "another", TimeSpan.FromMinutes(5), Token);

        (await CollectAsync(house))["skipped"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_collection_that_breaks_anywhere_is_completed_by_the_next_one(bool afterwards)
    {
        await using var house = await OpenAsync();
        for (var operation = 1; ; operation++)
        {
            var company = $"acme-{operation}";
            var (first, second) = await TwoVersionsAsync(house, company);
            var orphan = await LeaveBehindAsync(house, company);
            house.Clock.Advance(TimeSpan.FromDays(400));
            var breaking = new BreakingObjects(house.Objects, operation, afterwards);
            for (var round = 0; round < 3; round++)
            {
                try
                {
                    await Collector(house, breaking).CollectAsync(company, "test", dryRun: false, Token);
                }
                catch (IOException)
                {
                    (await house.Get<IDatasetCatalog>().FindCurrentAsync(company, "jobs", Token))!.Id.ShouldBe(second.Id);
                }

                house.Clock.Advance(TimeSpan.FromDays(1));
            }

            await CollectAllAsync(house, company);
            (await ExistsAsync(house, first)).ShouldBeFalse();
            (await ExistsAsync(house, second)).ShouldBeTrue();
            (await house.Objects.FindAsync(orphan, Token)).ShouldBeNull();
            if (!breaking.Broke)
                break;
        }
    }

    [Fact]
    public async Task Blobs_are_collected_as_files_are()
    {
        await using var house = await OpenAsync();
        var store = new BlobObjectStore(new BlobContainerClient(azurite.ConnectionString, $"c{Guid.NewGuid():N}"), Path.Combine(house.Home, "downloads"));
        await store.CreateContainerAsync(Token);
        var (first, second) = await TwoVersionsAsync(house);
        foreach (var version in new[] { first, second })
            await store.WriteAsync(version.Files[0].Path, await house.Objects.OpenReadAsync(version.Files[0].Path, Token), Token);
        using var orphan = new MemoryStream([1, 2, 3]);
        await store.WriteAsync("acme/gold/dataset=jobs/dt=2026-01-01/part-0123456789abcdef-0.parquet", orphan, Token);
        house.Clock.Advance(TimeSpan.FromDays(400));

        for (var round = 0; round < 3; round++)
        {
            await Collector(house, store).CollectAsync("acme", "test", dryRun: false, Token);
            house.Clock.Advance(TimeSpan.FromDays(1));
        }

        var left = new List<string>();
        await foreach (var item in store.ListAsync("acme/", Token))
            left.Add(item.Path);
        left.ShouldBe([second.Files[0].Path]);
    }

    [Fact]
    public async Task A_check_is_recorded_with_its_report_and_findings_page_by_page()
    {
        await using var house = await OpenAsync();
        await TwoVersionsAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(400));
        var checks = house.Get<IDataChecks>();
        var check = await checks.StartAsync(DataCheckKind.Collection, new DataCheckRequest { Companies = ["acme"], DryRun = true }, new Initiator("ann"), Token);

        await checks.WorkAsync(check.Id, "acme", Token);
        await checks.WorkAsync(check.Id, "acme", Token);
        await checks.FinishAsync(check.Id, null, Token);

        var done = (await checks.FindAsync(check.Id, Token))!;
        (done.Status, done.RequestedBy, done.Reports["acme"]["dry_run"]!.GetValue<bool>()).ShouldBe((RunStatus.Success, "ann", true));
        (await checks.ListAsync(DataCheckKind.Collection, 10, null, Token)).Items.ShouldHaveSingleItem().Id.ShouldBe(check.Id);
        (await checks.ListAsync(DataCheckKind.Verification, 10, null, Token)).Items.ShouldBeEmpty();
        (await checks.ListWorkingAsync(house.Clock.GetUtcNow().AddDays(1), 10, Token)).ShouldBeEmpty();
    }

    private async Task<StorageHouse> OpenAsync() => await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());

    private static async Task<DatasetVersion> FindAsync(StorageHouse house, string tag) => (await house.Get<IDatasetCatalog>().FindVersionAsync("acme", "jobs", tag, Token)).ShouldNotBeNull();
}
