using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane;
using DataHound.Storage.Pipelines;
using Storage.Tests.ControlPlane;
using Storage.Tests.ControlPlane.Runs;
using TestSupport;

namespace Storage.Tests.DataPlane.Catalog;

public sealed class DatasetHistoryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_version_at_an_instant_is_the_one_that_was_current_then()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var before = house.Clock.GetUtcNow().AddSeconds(-1);
        var first = await house.CommitAsync("travelled", "one");
        var between = house.Clock.GetUtcNow();
        house.Clock.Advance(TimeSpan.FromHours(1));
        var second = await house.CommitAsync("travelled", "two", first.Id);

        var history = house.Get<IDatasetHistory>();
        (await history.FindAtAsync("travelled", "jobs", before, Token)).ShouldBeNull();
        (await history.FindAtAsync("travelled", "jobs", between, Token))!.Id.ShouldBe(first.Id);
        (await history.FindAtAsync("travelled", "jobs", house.Clock.GetUtcNow(), Token))!.Id.ShouldBe(second.Id);
        (await history.ListAtAsync("travelled", between, Token))["jobs"].Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task A_rollback_makes_the_older_version_current_and_the_past_stays_as_it_was()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var first = await house.CommitAsync("rolled", "one");
        house.Clock.Advance(TimeSpan.FromHours(1));
        var second = await house.CommitAsync("rolled", "two", first.Id);
        var then = house.Clock.GetUtcNow();
        house.Clock.Advance(TimeSpan.FromHours(1));

        var result = await RollBackAsync(house, "rolled", "v000001");

        (result.Current.Id, result.Previous.Id).ShouldBe((first.Id, second.Id));
        var history = house.Get<IDatasetHistory>();
        (await house.Get<IDatasetCatalog>().FindCurrentAsync("rolled", "jobs", Token))!.Id.ShouldBe(first.Id);
        (await history.FindAtAsync("rolled", "jobs", then, Token))!.Id.ShouldBe(second.Id);
        (await history.FindAtAsync("rolled", "jobs", house.Clock.GetUtcNow(), Token))!.Id.ShouldBe(first.Id);
        var page = await history.ListPublicationsAsync("rolled", "jobs", 2, null, Token);
        page.Items.Select(entry => $"{entry.VersionTag} {entry.Kind} {entry.Actor} {entry.Reason}").ShouldBe(["v000001 Rollback ann wrong file", "v000002 Run run "]);
        (await history.ListPublicationsAsync("rolled", "jobs", 2, page.NextCursor, Token)).Items.ShouldHaveSingleItem().VersionTag.ShouldBe("v000001");
    }

    [Fact]
    public async Task The_next_version_after_a_rollback_is_made_from_the_version_that_is_current_and_gets_the_next_tag()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var first = await house.CommitAsync("goes-on", "one");
        var second = await house.CommitAsync("goes-on", "two", first.Id);
        await RollBackAsync(house, "goes-on", "v000001");

        (await Should.ThrowAsync<UserErrorException>(() => house.CommitAsync("goes-on", "from the version that was left", second.Id))).Error.Code.ShouldBe("stage_conflict");
        var next = await house.CommitAsync("goes-on", "three", first.Id);

        next.VersionTag.ShouldBe("v000003");
        (await house.Get<IDatasetCatalog>().FindCurrentAsync("goes-on", "jobs", Token))!.Id.ShouldBe(next.Id);
    }

    [Fact]
    public async Task A_rollback_is_refused_while_a_run_of_the_company_is_active()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var first = await house.CommitAsync("busy", "one");
        await house.CommitAsync("busy", "two", first.Id);
        var run = await house.StartRunAsync("busy");

        (await Should.ThrowAsync<UserErrorException>(() => RollBackAsync(house, "busy", "v000001"))).Error.Code.ShouldBe("run_active");

        await house.Get<IRunStore>().FinishRunAsync(run.RunId, null, Token);
        (await RollBackAsync(house, "busy", "v000001")).Current.Id.ShouldBe(first.Id);
    }

    [Theory]
    [InlineData("nothing", "v000001", "dataset_unknown")]
    [InlineData("jobs", "v000009", "version_unknown")]
    [InlineData("jobs", "v000001", "version_current")]
    [InlineData("jobs_silver", "v000001", "version_current")]
    public async Task A_rollback_to_what_is_not_there_or_current_already_is_refused(string dataset, string tag, string code)
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        await house.CommitAsync("refused", "one");
        await house.CommitAsync("refused", "batch", dataset: "jobs_silver", layer: DataLayer.Silver);

        (await Should.ThrowAsync<UserErrorException>(() => RollBackAsync(house, "refused", tag, dataset))).Error.Code.ShouldBe(code);
    }

    [Theory]
    [InlineData("jobs_silver", DataLayer.Silver)]
    [InlineData("jobs_changes", DataLayer.Gold)]
    public async Task Batches_and_logs_are_not_rolled_back(string dataset, DataLayer layer)
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        await house.CommitAsync("batches", "one", dataset: dataset, layer: layer);
        await house.CommitAsync("batches", "two", dataset: dataset, layer: layer);

        (await Should.ThrowAsync<UserErrorException>(() => RollBackAsync(house, "batches", "v000001", dataset))).Error.Code.ShouldBe("dataset_not_rolled_back");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task The_batches_merged_since_then_stay_out_unless_they_shall_be_merged_again(bool mergeAgain, int waiting)
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var catalog = house.Get<IDatasetCatalog>();
        var first = await MergeAsync(house, "one", master: null);
        house.Clock.Advance(TimeSpan.FromHours(1));
        var second = await MergeAsync(house, "two", first);

        var result = await RollBackAsync(house, "merged", "v000001", mergeAgain: mergeAgain);

        result.Batches.Select(batch => batch.VersionTag).ShouldBe(["v000002"]);
        (await catalog.ListUnmergedAsync("merged", Token)).Count.ShouldBe(waiting);
        (await RollBackAsync(house, "merged", "v000002")).Current.Id.ShouldBe(second.Id);
        (await catalog.ListUnmergedAsync("merged", Token)).ShouldBeEmpty();
    }

    private static Task<RollbackResult> RollBackAsync(StorageHouse house, string company, string tag, string dataset = "jobs", bool mergeAgain = false) => house.Get<IDatasetHistory>().RollBackAsync(
        new RollbackRequest { Company = company, Dataset = dataset, VersionTag = tag, By = new Initiator("ann", Reason: "wrong file"), MergeAgain = mergeAgain }, Token);

    /// <summary>A batch and the master table it was merged into.</summary>
    private static async Task<DatasetVersion> MergeAsync(StorageHouse house, string content, DatasetVersion? master)
    {
        var silver = await house.CommitAsync("merged", content, dataset: "jobs_silver", layer: DataLayer.Silver);
        house.Clock.Advance(TimeSpan.FromMinutes(1));
        var run = await house.StartRunAsync("merged");
        var made = await house.ProduceAsync(run, "jobs", content, DataLayer.Gold, master is null ? [silver.Id] : [master.Id, silver.Id]);
        return await house.CommitAsync(run, made with { Counts = new DataHound.Domain.Pipelines.StageCounts { In = 2, Good = 2 }, MergedVersions = [silver.Id] });
    }
}
