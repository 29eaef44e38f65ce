using System.Text;
using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Storage.ControlPlane.Events;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.Ingestion;
using DataHound.Storage.Pipelines;
using TestSupport;

namespace Storage.Tests.ControlPlane.Runs;

public sealed class StageCommitTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_is_visible_only_after_the_commit()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("visible");
        var key = await house.DoStageAsync(run, "upsert", await house.ProduceAsync(run, "jobs", "rows"));
        var catalog = house.Get<IDatasetCatalog>();
        (await catalog.FindCurrentAsync("visible", "jobs", Token)).ShouldBeNull();
        var commit = await house.Get<IStageStore>().CommitAsync(key, Token);
        var version = (await catalog.FindCurrentAsync("visible", "jobs", Token)).ShouldNotBeNull();
        commit.Repeated.ShouldBeFalse();
        commit.Versions.ShouldHaveSingleItem().Id.ShouldBe(version.Id);
        version.VersionTag.ShouldBe("v000001");
        version.RowCount.ShouldBe(2);
        version.AsOf.ShouldBe(RunBuilder.AsOf);
        version.ProducedByRunId.ShouldBe(run.RunId);
    }

    [Fact]
    public async Task Committing_again_changes_nothing()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("twice");
        var key = await house.DoStageAsync(run, "upsert", await house.ProduceAsync(run, "jobs", "rows"));
        var first = await house.Get<IStageStore>().CommitAsync(key, Token);
        var second = await house.Get<IStageStore>().CommitAsync(key, Token);
        second.Repeated.ShouldBeTrue();
        second.Versions.Select(version => version.Id).ShouldBe(first.Versions.Select(version => version.Id));
        (await house.Get<IDatasetCatalog>().ListVersionsAsync("twice", "jobs", 10, null, Token)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_several_commits_at_once_one_publishes()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("raced");
        var key = await house.DoStageAsync(run, "upsert", await house.ProduceAsync(run, "jobs", "rows"), await house.ProduceAsync(run, "calls", "rows"));
        var commits = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => house.Get<IStageStore>().CommitAsync(key, Token)));
        commits.Count(commit => !commit.Repeated).ShouldBe(1);
        (await house.Get<IDatasetCatalog>().ListCurrentAsync("raced", Token)).Keys.ShouldBe(["calls", "jobs"]);
    }

    [Fact]
    public async Task Rows_that_do_not_add_up_publish_nothing()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("wrong");
        var made = await house.ProduceAsync(run, "jobs", "rows");
        var key = await house.DoStageAsync(run, "upsert", made with { Counts = new StageCounts { In = 10, Good = 9 } });
        var error = await Should.ThrowAsync<UserErrorException>(() => house.Get<IStageStore>().CommitAsync(key, Token));
        error.Error.Code.ShouldBe("rows_do_not_add_up");
        (await house.Get<IDatasetCatalog>().FindCurrentAsync("wrong", "jobs", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_missing_unit_publishes_nothing()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("partial");
        var stages = house.Get<IStageStore>();
        var key = new StageKey(run.RunId, "partial", "upsert");
        await stages.BeginAsync(key, Token);
        await stages.SavePlanAsync(key, new StagePlan { Units = [new StageUnit { Name = "jobs" }, new StageUnit { Name = "calls" }] }, Token);
        await stages.SaveUnitResultAsync(key, await house.ProduceAsync(run, "jobs", "rows"), Token);
        var error = await Should.ThrowAsync<UserErrorException>(() => stages.CommitAsync(key, Token));
        error.Error.Code.ShouldBe("stage_incomplete");
        error.Error.Cause.ShouldContain("'calls'");
    }

    [Fact]
    public async Task A_missing_object_publishes_nothing()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("objectless");
        var made = await house.ProduceAsync(run, "jobs", "rows");
        await house.Objects.DeleteAsync(made.Versions[0].Files[0].Path, Token);
        var key = await house.DoStageAsync(run, "upsert", made);
        (await Should.ThrowAsync<UserErrorException>(() => house.Get<IStageStore>().CommitAsync(key, Token))).Error.Code.ShouldBe("object_missing");
    }

    [Fact]
    public async Task Nothing_is_published_for_a_company_whose_part_has_ended()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("zombie");
        var key = await house.DoStageAsync(run, "upsert", await house.ProduceAsync(run, "jobs", "rows"));
        await house.Get<IRunStore>().FinishRunAsync(run.RunId, null, Token);
        (await Should.ThrowAsync<UserErrorException>(() => house.Get<IStageStore>().CommitAsync(key, Token))).Error.Code.ShouldBe("run_not_active");
        (await house.Get<IDatasetCatalog>().FindCurrentAsync("zombie", "jobs", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task The_next_version_gets_the_next_tag_and_names_its_parent()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var first = await CommitJobsAsync(house, "chained", "one");
        var second = await CommitJobsAsync(house, "chained", "two", first.Id);
        second.VersionTag.ShouldBe("v000002");
        second.Parents.ShouldBe([first.Id]);
        var catalog = house.Get<IDatasetCatalog>();
        (await catalog.FindCurrentAsync("chained", "jobs", Token))!.Id.ShouldBe(second.Id);
        (await catalog.ListVersionsAsync("chained", "jobs", 10, "v000002", Token)).Select(version => version.Id).ShouldBe([first.Id]);
        (await catalog.FindVersionAsync("chained", "jobs", "v000001", Token))!.Id.ShouldBe(first.Id);
    }

    [Fact]
    public async Task A_version_made_from_one_that_is_no_longer_current_is_refused()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var first = await CommitJobsAsync(house, "overtaken", "one");
        await CommitJobsAsync(house, "overtaken", "two", first.Id);
        var error = await Should.ThrowAsync<UserErrorException>(() => CommitJobsAsync(house, "overtaken", "three", first.Id));
        error.Error.Code.ShouldBe("stage_conflict");
    }

    [Fact]
    public async Task Merged_silver_versions_are_not_offered_again()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("merged");
        var prepare = await house.DoStageAsync(run, "prepare", await house.ProduceAsync(run, "jobs_silver", "rows", DataLayer.Silver));
        await house.Get<IStageStore>().CommitAsync(prepare, Token);
        var catalog = house.Get<IDatasetCatalog>();
        var silver = (await catalog.ListUnmergedAsync("merged", Token)).ShouldHaveSingleItem();
        (await catalog.ListLayerAsync("merged", DataLayer.Silver, "jobs", Token)).ShouldHaveSingleItem().Id.ShouldBe(silver.Id);
        var upsert = await house.DoStageAsync(run, "upsert", await house.ProduceAsync(run, "jobs", "gold") with { Counts = new StageCounts { In = 2, Good = 2 }, MergedVersions = [silver.Id] });
        await house.Get<IStageStore>().CommitAsync(upsert, Token);
        (await catalog.ListUnmergedAsync("merged", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Findings_and_prepared_files_are_marked_once()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var files = house.Get<IReceivedFiles>();
        using var bytes = new MemoryStream("a,b\n"u8.ToArray());
        var file = (await files.ReceiveAsync(new ReceiveFile { Company = "marked", Delivery = "day1", Name = "jobs.csv", Source = "test", MaximumBytes = 100 }, bytes, Token)).File;
        var run = await house.StartRunAsync("marked");
        var finding = new StageUnitResult { Unit = "all", Counts = StageCounts.None, Files = [new FileFinding { FileId = file.Id, Status = FileStatus.Ok, Dataset = "jobs" }] };
        await house.Get<IStageStore>().CommitAsync(await house.DoStageAsync(run, "ingest", finding), Token);
        (await files.ListNewAsync("marked", Token)).ShouldBeEmpty();
        (await files.ListUnpreparedAsync("marked", Token)).ShouldHaveSingleItem().Dataset.ShouldBe("jobs");
        var prepared = await house.ProduceAsync(run, "jobs_silver", "rows", DataLayer.Silver) with { PreparedFiles = [file.Id] };
        await house.Get<IStageStore>().CommitAsync(await house.DoStageAsync(run, "prepare", prepared), Token);
        (await files.ListUnpreparedAsync("marked", Token)).ShouldBeEmpty();
        await house.Get<IRunStore>().FinishRunAsync(run.RunId, null, Token);

        var late = await house.StartRunAsync("marked");
        var key = await house.DoStageAsync(late, "ingest", finding);
        (await Should.ThrowAsync<UserErrorException>(() => house.Get<IStageStore>().CommitAsync(key, Token))).Error.Code.ShouldBe("stage_conflict");
    }

    [Fact]
    public async Task Event_versions_reach_the_index_with_the_commit()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("indexed");
        var made = await house.ProduceAsync(run, "events_canceled_jobs", "rows");
        var path = made.Versions[0].Files[0].Path;
        house.EventRows.Put(path, Events.EventRows.Active("indexed-1"), Events.EventRows.Active("indexed-2"));
        var key = await house.DoStageAsync(run, "detect", made with { Versions = [made.Versions[0] with { IndexEvents = true }] });
        await house.Get<IStageStore>().CommitAsync(key, Token);
        var events = (await house.Get<IEventIndex>().ListAsync(new EventQuery { Company = "indexed" }, Token)).Items;
        events.Select(item => item.EventId).ShouldBe(["indexed-1", "indexed-2"]);
        events[0].SourceFile.ShouldBe(path);
    }

    [Fact]
    public async Task The_manifest_lies_in_the_object_store_and_the_run_names_it()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("manifested");
        var key = await house.DoStageAsync(run, "upsert", await house.ProduceAsync(run, "jobs", "rows"));
        var commit = await house.Get<IStageStore>().CommitAsync(key, Token);
        await using var stream = await house.Objects.OpenReadAsync(commit.ManifestPath, Token);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var manifest = await reader.ReadToEndAsync(Token);
        manifest.ShouldContain("\"dataset_name\": \"jobs\"");
        manifest.ShouldContain(commit.Versions[0].Checksum);
        await house.Get<IRunStore>().FinishCompanyAsync(run.RunId, "manifested", RunStatus.Success, null, Token);
        await house.Get<IRunStore>().FinishRunAsync(run.RunId, null, Token);
        var output = await house.Database.Command("SELECT output_manifest_json FROM control.pipeline_runs WHERE run_id = @run", ("run", run.RunId)).ScalarAsync<string>(Token);
        output.ShouldNotBeNull().ShouldContain(commit.ManifestPath);
        output.ShouldContain("v000001");
    }

    [Fact]
    public async Task A_version_of_another_company_is_not_found()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var version = await CommitJobsAsync(house, "owner", "one");
        await Should.ThrowAsync<KeyNotFoundException>(() => house.Get<IDatasetCatalog>().GetAsync("stranger", [version.Id], Token));
    }

    private static async Task<DatasetVersion> CommitJobsAsync(StorageHouse house, string company, string content, params IReadOnlyList<Guid> parents)
    {
        var run = await house.StartRunAsync(company);
        try
        {
            var key = await house.DoStageAsync(run, "upsert", await house.ProduceAsync(run, "jobs", content, DataLayer.Gold, parents));
            return (await house.Get<IStageStore>().CommitAsync(key, Token)).Versions[0];
        }
        finally
        {
            await house.Get<IRunStore>().FinishRunAsync(run.RunId, null, Token);
        }
    }
}
