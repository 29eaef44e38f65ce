using DataHound.Domain.Companies;
using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ConfigPlane.Documents;
using Storage.Tests.ControlPlane;
using TestSupport;

namespace Storage.Tests.ConfigPlane.Documents;

public sealed class ConfigDocumentsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_keeps_who_made_it_and_why()
    {
        await using var house = await OpenAsync();
        var documents = house.Get<IConfigDocuments>();
        await documents.SaveAsync(Pipeline(["ingest"], "first"), Token);
        await documents.SaveAsync(Pipeline(["ingest", "prepare"], "prepare, too"), Token);
        var page = await documents.ListVersionsAsync(ConfigKinds.Pipeline, "main", 1, null, Token);
        page.Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(version => version.Author.ShouldBe("somebody"), version => version.Comment.ShouldBe("prepare, too"));
        (await documents.ListVersionsAsync(ConfigKinds.Pipeline, "main", 1, int.Parse(page.NextCursor!, System.Globalization.CultureInfo.InvariantCulture), Token))
            .ShouldSatisfyAllConditions(next => next.Items.ShouldHaveSingleItem().Comment.ShouldBe("first"), next => next.NextCursor.ShouldBeNull());
    }

    [Fact]
    public async Task Versions_are_compared_value_by_value()
    {
        await using var house = await OpenAsync();
        var documents = house.Get<IConfigDocuments>();
        await documents.SaveAsync(Pipeline(["ingest"]), Token);
        await documents.SaveAsync(Pipeline(["ingest", "prepare"]), Token);
        (await documents.CompareAsync(ConfigKinds.Pipeline, "main", 1, 2, Token)).ShouldHaveSingleItem().Path.ShouldBe("$.stages");
        (await Should.ThrowAsync<UserErrorException>(() => documents.CompareAsync(ConfigKinds.Pipeline, "main", 1, 3, Token))).Error.Code.ShouldBe("config_missing");
    }

    [Fact]
    public async Task An_edit_made_from_an_older_version_is_refused()
    {
        await using var house = await OpenAsync();
        var documents = house.Get<IConfigDocuments>();
        await documents.SaveAsync(Pipeline(["ingest"]) with { BaseVersion = 0 }, Token);
        (await Should.ThrowAsync<UserErrorException>(() => documents.SaveAsync(Pipeline(["prepare"]) with { BaseVersion = 0 }, Token))).Error.Code.ShouldBe("config_changed");
        (await documents.SaveAsync(Pipeline(["prepare"]) with { BaseVersion = 1 }, Token)).Document.Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_document_is_saved_under_its_own_name_only()
    {
        await using var house = await OpenAsync();
        var error = await Should.ThrowAsync<UserErrorException>(() => house.Get<IConfigDocuments>().SaveAsync(Pipeline(["ingest"]) with { Name = "other" }, Token));
        error.Error.Cause.ShouldContain("$.name is not 'other'");
    }

    [Fact]
    public async Task Of_edits_at_once_from_one_version_one_is_taken()
    {
        await using var house = await OpenAsync();
        var documents = house.Get<IConfigDocuments>();
        await documents.SaveAsync(Pipeline(["ingest"]), Token);
        string[] stages = ["prepare", "upsert", "profile", "detect", "lists"];
        var taken = await Task.WhenAll(stages.Select(async stage =>
        {
            try
            {
                await documents.SaveAsync(Pipeline([stage]) with { BaseVersion = 1 }, Token);
                return true;
            }
            catch (UserErrorException exception) when (exception.Error.Code is "config_changed")
            {
                return false;
            }
        }));
        taken.Count(yes => yes).ShouldBe(1);
    }

    [Fact]
    public async Task A_feature_can_be_switched_off_for_one_company()
    {
        await using var house = await OpenAsync();
        var features = house.Get<IFeatures>();
        (await features.IsOnAsync(FeatureNames.Uploads, "acme", Token)).ShouldBeTrue();
        await house.Get<IConfigDocuments>().SaveAsync(ConfigEdits.Of(ConfigKinds.Features, ConfigKinds.OnlyName, """{"flags": {"uploads": {"companies": {"acme": false}}}}"""), Token);
        (await features.IsOnAsync(FeatureNames.Uploads, "acme", Token)).ShouldBeFalse();
        (await features.IsOnAsync(FeatureNames.Uploads, "rival", Token)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_feature_that_nobody_knows_is_an_error_with_its_path()
    {
        await using var house = await OpenAsync();
        var error = await Should.ThrowAsync<UserErrorException>(() => house.Get<IConfigDocuments>().SaveAsync(
            ConfigEdits.Of(ConfigKinds.Features, ConfigKinds.OnlyName, """{"flags": {"telepathy": {}}}"""), Token));
        error.Error.Cause.ShouldContain("$.flags.telepathy is not a known feature");
    }

    [Fact]
    public async Task A_secret_in_plain_text_is_refused()
    {
        await using var house = await OpenAsync();
        var error = await Should.ThrowAsync<UserErrorException>(() => house.Get<IConfigDocuments>().SaveAsync(ConfigEdits.Of(ConfigKinds.Global, ConfigKinds.OnlyName, """{"api_key": "hush"}"""), Token));
        error.Error.Cause.ShouldContain("$.api_key holds a secret in plain text");
        error.Error.Cause.ShouldNotContain("hush");
    }

    private static ConfigEdit Pipeline(string[] stages, string? comment = null) =>
        ConfigEdits.Of(ConfigKinds.Pipeline, "main", System.Text.Json.JsonSerializer.Serialize(new { name = "main", stages }), comment);

    private async Task<StorageHouse> OpenAsync() => await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
}
