using Azure.Storage.Blobs;
using DataHound.Domain.Observability;
using DataHound.Domain.Quality;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Reading;
using DataHound.Storage.Quality;
using Storage.Tests.DataPlane.Objects;
using TestSupport;

namespace Storage.Tests.Faults;

/// <summary>A Parquet file is damaged before somebody reads it: whoever it is says which file and what to do, and makes nothing out of it.</summary>
public sealed class TornFileTests(PostgresFixture postgres, AzuriteFixture azurite) : IClassFixture<PostgresFixture>, IClassFixture<AzuriteFixture>
{
    private const string Silver = "/silver/dataset=jobs_silver/";
    private const string Gold = "/gold/dataset=jobs/";
    private const string Customers = "/gold/dataset=customers/";
    private const string Events = "/gold/dataset=events_canceled_jobs/";
    private readonly MigratedDatabases _databases = new(postgres);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("upsert", Silver, 1, nameof(Damage.Cut))]
    [InlineData("upsert", Silver, 1, nameof(Damage.Blank))]
    [InlineData("upsert", Silver, 1, nameof(Damage.Flip))]
    [InlineData("profile", Customers, 1, nameof(Damage.Cut))]
    [InlineData("detect", Gold, 2, nameof(Damage.Cut))]
    [InlineData("detect", Events, 1, nameof(Damage.Flip))]
    [InlineData("lists", Events, 2, nameof(Damage.Blank))]
    public async Task A_stage_that_reads_a_damaged_file_fails_names_it_and_publishes_nothing(string stage, string part, int opening, string damage)
    {
        var folder = "";
        DamagingObjects? damaging = null;
        await using var run = await SmallRun.OpenAsync(
            await _databases.CreateAsync(),
            options => new FolderObjectStore(folder = options.ObjectsFolder),
            whole => damaging = new DamagingObjects(whole, part, opening, path => Damage.FileAsync(Path.Combine(folder, path), Change(damage))));

        await ShouldFailAsync(run, stage, () => damaging!.Damaged, isPublished: (part, opening) is not (Events, 1));
    }

    [Theory]
    [InlineData("upsert", Silver, 1, nameof(Damage.Cut))]
    [InlineData("detect", Events, 1, nameof(Damage.Flip))]
    public async Task A_damaged_blob_fails_the_stage_in_the_same_way(string stage, string part, int opening, string damage)
    {
        BlobContainerClient container = azurite.CreateContainer();
        DamagingObjects? damaging = null;
        await using var run = await SmallRun.OpenAsync(
            await _databases.CreateAsync(),
            options => new BlobObjectStore(container, options.DownloadsFolder),
            whole => damaging = new DamagingObjects(whole, part, opening, path => Damage.BlobAsync(container, path, Change(damage))));

        await ShouldFailAsync(run, stage, () => damaging!.Damaged, isPublished: (part, opening) is not (Events, 1));
    }

    [Fact]
    public async Task A_lost_file_fails_the_stage_and_is_named()
    {
        var folder = "";
        DamagingObjects? damaging = null;
        await using var run = await SmallRun.OpenAsync(
            await _databases.CreateAsync(),
            options => new FolderObjectStore(folder = options.ObjectsFolder),
            whole => damaging = new DamagingObjects(whole, Customers, 1, path =>
            {
                File.Delete(Path.Combine(folder, path));
                return Task.CompletedTask;
            }));

        var ended = await run.WalkAsync();

        (ended.Status, ended.Error?.Code).ShouldBe((RunStatus.Failed, "version_damaged"));
        ended.Error!.Cause.ShouldContain(damaging!.Damaged!);
        (await run.VerifyAsync()).ShouldBe([$"missing {damaging.Damaged}"]);
    }

    [Theory]
    [InlineData(nameof(Damage.Cut))]
    [InlineData(nameof(Damage.Blank))]
    public async Task Rows_are_not_shown_out_of_a_torn_file(string damage)
    {
        var folder = "";
        await using var run = await SmallRun.OpenAsync(await _databases.CreateAsync(), options => new FolderObjectStore(folder = options.ObjectsFolder), whole => whole);
        (await run.WalkAsync()).Error.ShouldBeNull();
        var current = await run.Get<IDatasetCatalog>().ListCurrentAsync(SmallCompany.Slug, Token);
        var jobs = current["jobs"];
        (await run.Get<IDatasetReader>().ReadAsync(jobs, limit: 10, cursor: null, Token)).Items.ShouldNotBeEmpty();
        await Damage.FileAsync(Path.Combine(folder, jobs.Files[0].Path), Change(damage));

        var error = await Should.ThrowAsync<UserErrorException>(() => run.Get<IDatasetReader>().ReadAsync(jobs, limit: 10, cursor: null, Token));

        error.Error.Code.ShouldBe("version_damaged");
        error.Error.Cause.ShouldContain(jobs.Files[0].Path);
    }

    [Fact]
    public async Task Quarantined_rows_are_not_replayed_out_of_a_damaged_file()
    {
        var folder = "";
        await using var run = await SmallRun.OpenAsync(await _databases.CreateAsync(), options => new FolderObjectStore(folder = options.ObjectsFolder), whole => whole);
        (await run.WalkAsync()).Error.ShouldBeNull();
        var quarantine = (await run.Get<IDatasetCatalog>().ListLayerAsync(SmallCompany.Slug, DataLayer.Quarantine, "jobs_quarantine", Token)).ShouldHaveSingleItem();
        await Damage.FileAsync(Path.Combine(folder, quarantine.Files[0].Path), Damage.Flip);
        var request = new QuarantineReplayRequest
        {
            Company = SmallCompany.Slug,
            Selection = new QuarantineSelection(),
            Run = new QuarantineReplayRun { Pipeline = "field-service", Stages = ["ingest"], AsOf = SmallCompany.AsOf },
            By = new Initiator("test", "r1", "mended"),
        };

        var error = await Should.ThrowAsync<UserErrorException>(() => run.Get<IQuarantineReplays>().BeginAsync(request, Token));

        error.Error.Code.ShouldBe("version_damaged");
        (await run.Get<IQuarantineReplays>().ListAsync(SmallCompany.Slug, 10, cursor: null, Token)).Items.ShouldBeEmpty();
    }

    private static async Task ShouldFailAsync(SmallRun run, string stage, Func<string?> damaged, bool isPublished)
    {
        var ended = await run.WalkAsync();

        var path = damaged().ShouldNotBeNull();
        (ended.Status, ended.Error?.Code).ShouldBe((RunStatus.Failed, "version_damaged"));
        ended.Error!.Cause.ShouldContain(path);
        ended.Error.NextStep.ShouldContain("verifications");
        var outcome = await run.OutcomeAsync();
        outcome.ShouldContain($"stage {stage} failed");
        outcome.ShouldNotContain($"stage {stage} success");
        (await run.VerifyAsync()).Where(finding => !finding.StartsWith("size", StringComparison.Ordinal)).ShouldBe(isPublished ? [$"checksum {path}"] : []);
    }

    private static Func<byte[], byte[]> Change(string damage) => damage switch
    {
        nameof(Damage.Cut) => Damage.Cut,
        nameof(Damage.Blank) => Damage.Blank,
        _ => Damage.Flip,
    };
}
