using System.IO.Compression;
using System.Text;
using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ConfigPlane.Archives;
using DataHound.Storage.ConfigPlane.Documents;
using Storage.Tests.ControlPlane;
using TestSupport;

namespace Storage.Tests.ConfigPlane.Archives;

public sealed class ConfigArchiveTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Initiator Somebody = new("somebody", Reason: "from elsewhere");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_has_the_layout_of_the_config_folder_and_the_same_bytes_each_time()
    {
        await using var house = await OpenAsync(ConfigFolder.Repository());
        var zip = await house.Get<ConfigArchive>().ExportAsync(Token);
        (await house.Get<ConfigArchive>().ExportAsync(Token)).ShouldBe(zip);
        using var archive = new ZipArchive(new MemoryStream(zip));
        archive.Entries.Select(entry => entry.FullName).Order(StringComparer.Ordinal).ShouldBe(
            Directory.EnumerateFiles(ConfigFolder.Repository(), "*.json", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(ConfigFolder.Repository(), file).Replace('\\', '/'))
                .Where(file => !file.StartsWith("schemas/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_was_exported_changes_nothing_where_it_came_from_and_makes_another_house_the_same()
    {
        await using var house = await OpenAsync(ConfigFolder.Repository());
        using var zip = new MemoryStream(await house.Get<ConfigArchive>().ExportAsync(Token));
        (await house.Get<ConfigArchive>().ImportAsync(zip, Somebody, write: true, Token)).ShouldAllBe(outcome => outcome.Changes.Count == 0 && outcome.Version == 1);

        await using var other = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        await other.Get<ConfigArchive>().ImportAsync(zip, Somebody, write: true, Token);
        (await other.Get<ConfigArchive>().ExportAsync(Token)).ShouldBe(zip.ToArray());
        (await other.Get<IConfigDocuments>().FindActiveAsync(ConfigKinds.Pipeline, "field-service", Token))!.Comment.ShouldBe("from elsewhere");
    }

    [Fact]
    public async Task A_trial_says_what_would_change_and_changes_nothing()
    {
        using var folder = ConfigFolder.Small();
        await using var house = await OpenAsync(folder.Folder);
        using var zip = Zip(("pipelines/main.json", """{"kind": "pipeline", "name": "main", "stages": ["ingest"]}"""), ("notes.txt", "not a document"));
        var outcome = (await house.Get<ConfigArchive>().ImportAsync(zip, Somebody, write: false, Token)).ShouldHaveSingleItem();
        outcome.Version.ShouldBeNull();
        outcome.Changes.ShouldHaveSingleItem().Path.ShouldBe("$.stages");
        (await house.Get<ICompanyConfigs>().FindPipelineAsync("main", Token))!.Stages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task One_wrong_document_keeps_all_of_the_zip_out()
    {
        using var folder = ConfigFolder.Small();
        await using var house = await OpenAsync(folder.Folder);
        using var zip = Zip(("a.json", """{"kind": "pipeline", "name": "main", "stages": ["ingest"]}"""), ("b.json", """{"kind": "pipeline", "name": "other", "stages": ["dance"]}"""));
        (await Should.ThrowAsync<UserErrorException>(() => house.Get<ConfigArchive>().ImportAsync(zip, Somebody, write: true, Token))).Error.Cause.ShouldContain("b.json: $.stages[0]");
        (await house.Get<ICompanyConfigs>().FindPipelineAsync("main", Token))!.Stages.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_is_no_zip_is_refused()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        using var noise = new MemoryStream(Encoding.UTF8.GetBytes("{}"));
        (await Should.ThrowAsync<UserErrorException>(() => house.Get<ConfigArchive>().ImportAsync(noise, Somebody, write: true, Token))).Error.Code.ShouldBe("config_invalid");
    }

    private static MemoryStream Zip(params (string Name, string Content)[] files)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return bytes;
    }

    private async Task<StorageHouse> OpenAsync(string folder)
    {
        var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        await house.Get<ConfigImporter>().ImportAsync(folder, null, Token);
        return house;
    }
}
