using DataHound.Storage;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Layers;
using Microsoft.Extensions.DependencyInjection;
using Storage.Tests.ControlPlane;
using TestSupport;

namespace Storage.Tests.ConfigPlane.Layers;

public sealed class ConfigLayersTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_environment_wins_over_a_file_and_an_edit_over_the_environment()
    {
        await using var house = await OpenAsync(("DATAHOUND_CONFIG__EVENTS__ACME__CANCELED_JOBS__MONTHS", "3"));
        using var folder = ConfigFolder.Small().With("events/acme.json", """{"kind": "events", "company": "acme", "canceled_jobs": {"months": 4}, "unsold_estimates": {"job_days": 1}}""");
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        (await MonthsAsync(house)).ShouldBe(3);

        await house.Get<IConfigDocuments>().SaveAsync(ConfigEdits.Of(ConfigKinds.Events, "acme", """{"canceled_jobs": {"months": 5}}"""), Token);
        (await MonthsAsync(house)).ShouldBe(5);
    }

    [Fact]
    public async Task Each_value_says_where_it_comes_from()
    {
        await using var house = await OpenAsync(("DATAHOUND_CONFIG__EVENTS__ACME__RFM__MODE", "quintile"));
        using var folder = ConfigFolder.Small().With("events/acme.json", """{"kind": "events", "company": "acme", "canceled_jobs": {"months": 4}}""");
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        var documents = house.Get<IConfigDocuments>();
        await documents.SaveAsync(ConfigEdits.Of(ConfigKinds.EventDefaults, ConfigKinds.OnlyName, """{"unsold_estimates": {"months": 8}}"""), Token);

        var values = (await documents.ExplainAsync(ConfigKinds.Events, "acme", Token)).ToDictionary(value => value.Path, StringComparer.Ordinal);
        values["$.canceled_jobs.months"].ShouldSatisfyAllConditions(value => value.Layer.ShouldBe(ConfigLayer.File), value => value.Origin.ShouldBe("events 'acme'"), value => value.Value!.GetValue<int>().ShouldBe(4));
        values["$.rfm.mode"].ShouldSatisfyAllConditions(value => value.Layer.ShouldBe(ConfigLayer.Environment), value => value.Origin.ShouldBe("DATAHOUND_CONFIG__EVENTS__ACME__RFM__MODE"));
        values["$.unsold_estimates.months"].ShouldSatisfyAllConditions(value => value.Layer.ShouldBe(ConfigLayer.Database), value => value.Origin.ShouldBe("event-defaults 'default'"));
        values["$.unsold_estimates.job_days"].ShouldSatisfyAllConditions(value => value.Layer.ShouldBe(ConfigLayer.Default), value => value.Value!.GetValue<int>().ShouldBe(7));
    }

    [Fact]
    public async Task An_explanation_shows_a_secret_as_its_reference()
    {
        Environment.SetEnvironmentVariable("DATAHOUND_SECRET_EXPLAINED", "hush");
        await using var house = await OpenAsync();
        using var folder = ConfigFolder.Small().With("events/acme.json", """{"kind": "events", "company": "acme", "company_names": [{"secret": "explained"}]}""");
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        var value = (await house.Get<IConfigDocuments>().ExplainAsync(ConfigKinds.Events, "acme", Token)).Single(value => value.Path is "$.company_names");
        value.Value!.ToJsonString().ShouldBe("""[{"secret":"explained"}]""");
    }

    [Fact]
    public async Task A_wrong_value_in_the_environment_is_named_when_it_is_asked_for()
    {
        await using var house = await OpenAsync(("DATAHOUND_CONFIG__GLOBAL__UPLOAD_LIMIT", "5"));
        var error = (await Should.ThrowAsync<DataHound.Domain.Observability.UserErrorException>(() => house.Get<IGlobalConfigs>().GetGlobalAsync(Token))).Error;
        error.Cause.ShouldBe("DATAHOUND_CONFIG__GLOBAL__UPLOAD_LIMIT: $.upload_limit is not a known field.");
    }

    private static async Task<int> MonthsAsync(StorageHouse house) => (await house.Get<ICompanyConfigs>().GetEventsAsync("acme", Token)).CanceledJobs.Months;

    private async Task<StorageHouse> OpenAsync(params (string Name, string Value)[] variables) => await StorageHouse.OpenAsync(
        await postgres.CreateDatabaseAsync(),
        services => services.AddSingleton(new EnvironmentLayer(variables.Select(variable => KeyValuePair.Create(variable.Name, (string?)variable.Value)))));
}
