using System.Text.Json.Nodes;
using DataHound.Storage;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Checks;
using DataHound.Storage.DataPlane.Objects;
using DataHound.Storage.DataPlane.Tables;
using DataHound.Storage.DataPlane.Verification;
using DataHound.Storage.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Storage.Tests.ControlPlane;
using Storage.Tests.ControlPlane.Runs;
using Storage.Tests.DataPlane.Objects;
using TestSupport;

namespace Storage.Tests.DataPlane.Verification;

public sealed class DataVerifierTests(PostgresFixture postgres, AzuriteFixture azurite) : IClassFixture<PostgresFixture>, IClassFixture<AzuriteFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_as_it_was_written_is_healthy()
    {
        await using var house = await OpenAsync();
        await PublishAsync(house, rows: 1000);

        var outcome = await VerifyAsync(house);

        outcome.Findings.ShouldBeEmpty();
        outcome.Report["healthy"]!.GetValue<bool>().ShouldBeTrue();
        (outcome.Report["versions"]!.GetValue<int>(), outcome.Report["objects"]!.GetValue<int>()).ShouldBe((1, 2), "a file and a manifest");
        outcome.Report["bytes"]!.GetValue<long>().ShouldBeGreaterThan(1000);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    [InlineData(-200)]
    [InlineData(-6)]
    [InlineData(-1)]
    public async Task A_flipped_bit_is_found_in_the_head_the_rows_and_the_footer_alike(int place)
    {
        await using var house = await OpenAsync();
        var version = await PublishAsync(house, rows: 1000);
        await Damage.FileAsync(FileOf(house, version), bytes => Damage.FlipAt(bytes, place < 0 ? bytes.Length + place : place));

        (await KindsAsync(house)).ShouldBe(["checksum"]);
    }

    [Fact]
    public async Task A_torn_file_is_found()
    {
        await using var house = await OpenAsync();
        var version = await PublishAsync(house, rows: 1000);
        await Damage.FileAsync(FileOf(house, version), Damage.Cut);

        (await KindsAsync(house)).ShouldBe(["checksum", "size"]);
    }

    [Fact]
    public async Task Bytes_as_they_were_written_that_are_no_Parquet_file_are_unreadable()
    {
        await using var house = await OpenAsync();
        await house.CommitAsync("acme", "no Parquet");

        (await KindsAsync(house)).ShouldBe(["unreadable"]);
    }

    [Fact]
    public async Task A_missing_file_is_found_and_the_way_to_mend_it_is_told()
    {
        await using var house = await OpenAsync();
        var good = await PublishAsync(house, rows: 10);
        house.Clock.Advance(TimeSpan.FromHours(1));
        var broken = await PublishAsync(house, rows: 20, good.Id);
        File.Delete(FileOf(house, broken));

        var outcome = await VerifyAsync(house);

        outcome.Findings.Select(finding => finding.Kind).ShouldBe(["missing"]);
        outcome.Findings[0].VersionId.ShouldBe(broken.Id);
        var repair = outcome.Report["repairs"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        ((string)repair["version"]!, (bool)repair["is_current"]!, (string)repair["newest_good_version"]!, (string)repair["stage"]!).ShouldBe(("v000002", true, "v000001", "upsert"));
        (await house.Get<IDatasetCatalog>().FindCurrentAsync("acme", "jobs", Token))!.Id.ShouldBe(broken.Id, "nothing is mended by itself");
    }

    [Fact]
    public async Task A_wrong_row_count_is_found_in_the_file_and_in_the_version()
    {
        await using var house = await OpenAsync();
        var version = await PublishAsync(house, rows: 10);
        await house.Database.Command("""UPDATE control.dataset_version_details SET files_json = jsonb_set(files_json, '{0,rows}', '11') WHERE version_id = @id""", ("id", version.Id)).RunAsync(Token);

        var findings = (await VerifyAsync(house)).Findings;

        findings.Select(finding => $"{finding.Kind} {finding.Detail["expected"]} {finding.Detail["found"]}").ShouldBe(["row_count 10 11", "row_count 11 10"]);
    }

    [Fact]
    public async Task A_changed_manifest_and_an_object_that_nothing_names_are_found()
    {
        await using var house = await OpenAsync();
        await PublishAsync(house, rows: 10);
        const string Stray = "acme/gold/dataset=jobs/dt=2026-01-01/part-0123456789abcdef-0.parquet";
        const string Foreign = "acme/somewhere/notes.txt";
        await house.WriteAsync(Stray, "stray", 1);
        await house.WriteAsync(Foreign, "foreign", 1);
        await house.WriteAsync("acme/bronze/delivery=d/received.csv", "received", 1);
        await foreach (var manifest in house.Objects.ListAsync("acme/manifests/", Token))
            await File.AppendAllTextAsync(Path.Combine(house.Home, "objects", manifest.Path), " ", Token);
        house.Clock.Advance(TimeSpan.FromDays(400));

        var findings = (await VerifyAsync(house)).Findings;

        findings.Select(finding => finding.Kind).ShouldBe(["orphan", "checksum", "orphan"]);
        (findings[0].Path, (bool)findings[0].Detail["collected"]!).ShouldBe((Stray, true));
        (findings[2].Path, (bool)findings[2].Detail["collected"]!).ShouldBe((Foreign, false));
    }

    [Fact]
    public async Task One_dataset_or_the_current_versions_alone_can_be_verified()
    {
        await using var house = await OpenAsync();
        var old = await PublishAsync(house, rows: 10);
        await PublishAsync(house, rows: 20, old.Id);
        File.Delete(FileOf(house, old));

        (await house.Get<DataVerifier>().VerifyAsync("acme", "calls", currentOnly: false, Token)).Report["objects"]!.GetValue<int>().ShouldBe(0);
        (await house.Get<DataVerifier>().VerifyAsync("acme", "jobs", currentOnly: true, Token)).Findings.ShouldBeEmpty();
        (await KindsAsync(house)).ShouldBe(["missing"]);
    }

    [Theory]
    [InlineData("events_canceled_jobs", "No older version is whole")]
    [InlineData("jobs_changes", "No stage reads a log")]
    public async Task Advice_tells_to_roll_back_only_what_goes_back(string dataset, string advice)
    {
        await using var house = await OpenAsync();
        for (var version = 0; version < 2; version++)
        {
            var run = await house.StartRunAsync("acme");
            await house.CommitAsync(run, await house.ProduceAsync(run, dataset, FormattableString.Invariant($"rows {version}")));
            house.Clock.Advance(TimeSpan.FromHours(1));
        }

        var repairs = (await house.Get<DataVerifier>().VerifyAsync("acme", dataset, currentOnly: false, Token)).Report["repairs"]!.AsArray();
        ((string)repairs[^1]!["action"]!).ShouldContain(advice);
    }

    [Fact]
    public async Task A_verification_of_the_current_versions_says_nothing_of_older_ones()
    {
        await using var house = await OpenAsync();
        var old = await PublishAsync(house, rows: 10);
        house.Clock.Advance(TimeSpan.FromHours(1));
        File.Delete(FileOf(house, await PublishAsync(house, rows: 20, old.Id)));

        Advice(await house.Get<DataVerifier>().VerifyAsync("acme", "jobs", currentOnly: true, Token)).ShouldContain("without currentOnly");
        Advice(await house.Get<DataVerifier>().VerifyAsync("acme", "jobs", currentOnly: false, Token)).ShouldContain("back to v000001");

        static string Advice(CheckOutcome outcome) => (string)outcome.Report["repairs"]!.AsArray().ShouldHaveSingleItem()!["action"]!;
    }

    [Fact]
    public async Task Blobs_are_verified_as_files_are()
    {
        var container = azurite.CreateContainer();
        await using var house = await StorageHouse.OpenAsync(
            await postgres.CreateDatabaseAsync(),
            services => services.AddSingleton<IObjectStore>(provider => new BlobObjectStore(container, provider.GetRequiredService<StorageOptions>().DownloadsFolder)));
        var versions = new List<DatasetVersion>();
        for (var count = 0; count < 6; count++)
            versions.Add(await PublishAsync(house, rows: 1000 + count, versions.LastOrDefault()?.Id));
        var healthy = (await VerifyAsync(house)).Report;
        (healthy["healthy"]!.GetValue<bool>(), healthy["objects"]!.GetValue<int>()).ShouldBe((true, 12));

        await Damage.BlobAsync(container, PathOf(0), Damage.Flip);
        await Damage.BlobAsync(container, PathOf(1), Damage.Flip, keepChecksum: false);
        await Damage.BlobAsync(container, PathOf(2), Damage.Cut);
        await container.DeleteBlobAsync(PathOf(3), cancellationToken: Token);
        await container.GetBlobClient(PathOf(4)).SetMetadataAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = new string('0', 64) }, cancellationToken: Token);

        var findings = (await VerifyAsync(house)).Findings;
        string[] Kinds(int version) => [.. findings.Where(finding => finding.VersionId == versions[version].Id).Select(finding => finding.Kind)];
        Kinds(0).ShouldBe(["checksum"]);
        Kinds(1).ShouldBe(["checksum"]);
        Kinds(2).ShouldBe(["checksum", "size"]);
        Kinds(3).ShouldBe(["missing"]);
        Kinds(4).ShouldBe(["unreadable"], "the bytes are right, but the store refuses them for the checksum it keeps");
        findings.Count.ShouldBe(6);
        Directory.GetFiles(house.Get<StorageOptions>().DownloadsFolder).ShouldBeEmpty("local copies go away");

        string PathOf(int version) => versions[version].Files[0].Path;
    }

    private async Task<StorageHouse> OpenAsync() => await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());

    private static Task<CheckOutcome> VerifyAsync(StorageHouse house) => house.Get<DataVerifier>().VerifyAsync("acme", dataset: null, currentOnly: false, Token);

    private static async Task<IEnumerable<string>> KindsAsync(StorageHouse house) => (await VerifyAsync(house)).Findings.Select(finding => finding.Kind);

    /// <summary>Publishes a version that is a real Parquet file.</summary>
    private static async Task<DatasetVersion> PublishAsync(StorageHouse house, int rows, Guid? parent = null)
    {
        var run = await house.StartRunAsync("acme");
        var target = new TableTarget { Company = "acme", Layer = DataLayer.Gold, Dataset = "jobs", SchemaVersion = "1", RunId = run.RunId, LocalDate = new DateOnly(2026, 2, 28) };
        Directory.CreateDirectory(Path.Combine(house.Home, "work"));
        await using var session = house.Get<TableEngine>().OpenSession();
        var file = await session.WriteAsync(target, $"SELECT range AS job_id, md5(range::VARCHAR) AS name FROM range({rows})", Token);
        return await house.CommitAsync(run, new StageUnitResult
        {
            Unit = "jobs",
            Counts = new DataHound.Domain.Pipelines.StageCounts { In = rows, Good = rows },
            Versions = [new ProducedVersion { Dataset = "jobs", Layer = DataLayer.Gold, SchemaVersion = "1", Files = [file], Parents = parent is { } id ? [id] : [] }],
            Details = new JsonObject(),
        });
    }

    private static string FileOf(StorageHouse house, DatasetVersion version) => Path.Combine(house.Home, "objects", version.Files[0].Path);
}
