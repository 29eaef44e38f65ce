using DataHound.Domain.Observability;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ConfigPlane.Documents;
using Storage.Tests.ControlPlane;
using TestSupport;

namespace Storage.Tests.ConfigPlane;

public sealed class ConfigImporterTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_repository_s_own_configuration_is_valid()
    {
        await using var house = await OpenAsync();
        await house.Get<ConfigImporter>().ImportAsync(ConfigFolder.Repository(), null, Token);
        var configs = house.Get<ICompanyConfigs>();
        var company = (await configs.ListCompaniesAsync(Token)).ShouldHaveSingleItem();
        company.Slug.ShouldBe("barton-creek");
        company.TimeZone.ShouldBe("America/Chicago");
        (await configs.GetExtractionAsync("barton-creek", Token)).Datasets.Count.ShouldBe(10);
        (await configs.GetEventsAsync("barton-creek", Token)).Lists.Count.ShouldBe(4);
        (await configs.FindPipelineAsync("field-service", Token))!.Stages.ShouldBe(["ingest", "prepare", "upsert", "profile", "detect", "lists"]);
    }

    [Fact]
    public async Task A_company_exists_when_an_extraction_document_names_it()
    {
        await using var house = await OpenAsync();
        using var folder = ConfigFolder.Small();
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        var company = (await house.Get<ICompanyConfigs>().FindCompanyAsync("acme", Token)).ShouldNotBeNull();
        company.DisplayName.ShouldBe("acme");
        (await house.Get<ICompanyConfigs>().FindCompanyAsync("nobody", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_company_s_event_rules_lie_over_the_defaults_property_by_property()
    {
        await using var house = await OpenAsync();
        using var folder = ConfigFolder.Small().With("events/acme.json", """{"kind": "events", "schema_version": 1, "company": "acme", "canceled_jobs": {"months": 3}, "unsold_estimates": {"job_days": 1}}""");
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        var events = await house.Get<ICompanyConfigs>().GetEventsAsync("acme", Token);
        events.CanceledJobs.Months.ShouldBe(3);
        events.UnsoldEstimates.Months.ShouldBe(9);
        events.UnsoldEstimates.JobDays.ShouldBe(1);
        events.AgingSystems.MinYears.ShouldBe(10);
    }

    [Fact]
    public async Task Importing_the_same_files_again_makes_no_version()
    {
        await using var house = await OpenAsync();
        using var folder = ConfigFolder.Small();
        (await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token)).ShouldAllBe(save => save.Created);
        (await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token)).ShouldAllBe(save => !save.Created);
    }

    [Fact]
    public async Task A_changed_file_takes_effect_at_once()
    {
        await using var house = await OpenAsync();
        using var folder = ConfigFolder.Small();
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        (await house.Get<ICompanyConfigs>().FindPipelineAsync("main", Token))!.Stages.Count.ShouldBe(2);
        folder.With("pipelines/main.json", """{"kind": "pipeline", "schema_version": 1, "name": "main", "stages": ["ingest"]}""");
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        (await house.Get<ICompanyConfigs>().FindPipelineAsync("main", Token))!.Stages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_edit_stays_when_the_unchanged_files_are_imported_again()
    {
        await using var house = await OpenAsync();
        using var folder = ConfigFolder.Small();
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        await house.Get<IConfigDocuments>().SaveAsync(ConfigEdits.Of(ConfigKinds.Pipeline, "main", """{"name": "main", "stages": ["ingest"]}"""), Token);
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        (await house.Get<ICompanyConfigs>().FindPipelineAsync("main", Token))!.Stages.ShouldBe(["ingest"]);
    }

    [Fact]
    public async Task An_older_version_can_be_put_into_force_again()
    {
        await using var house = await OpenAsync();
        using var folder = ConfigFolder.Small();
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        var documents = house.Get<IConfigDocuments>();
        var saved = await documents.SaveAsync(ConfigEdits.Of(ConfigKinds.Pipeline, "main", """{"name": "main", "stages": ["ingest"]}"""), Token);
        saved.Document.Version.ShouldBe(2);
        await documents.ActivateAsync(ConfigKinds.Pipeline, "main", 1, new Initiator("somebody"), Token);
        (await house.Get<ICompanyConfigs>().FindPipelineAsync("main", Token))!.Stages.Count.ShouldBe(2);
        (await documents.ListVersionsAsync(ConfigKinds.Pipeline, "main", 100, null, Token)).Items.Select(version => (version.Version, version.Active)).ShouldBe([(2, false), (1, true)]);
    }

    [Fact]
    public async Task A_folder_of_a_company_s_own_needs_no_kinds_and_no_company()
    {
        await using var house = await OpenAsync();
        using var own = new ConfigFolder()
            .With("extraction.json", """{"timezone": "Europe/Berlin", "datasets": {"calls": {"file_patterns": ["call*"], "key": "call_id"}}}""")
            .With("events.json", """{"company_names": ["own"]}""")
            .With("deliveries.json", "[]");
        await house.Get<ConfigImporter>().ImportAsync(own.Folder, "own-house", Token);
        (await house.Get<ICompanyConfigs>().FindCompanyAsync("own-house", Token))!.TimeZone.ShouldBe("Europe/Berlin");
        (await house.Get<ICompanyConfigs>().GetEventsAsync("own-house", Token)).CompanyNames.ShouldBe(["own"]);
    }

    [Fact]
    public async Task One_wrong_file_keeps_all_of_the_folder_out()
    {
        await using var house = await OpenAsync();
        using var folder = ConfigFolder.Small().With("pipelines/other.json", """{"kind": "pipeline", "schema_version": 1, "name": "other", "stages": ["dance"]}""");
        await Should.ThrowAsync<UserErrorException>(() => house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token));
        (await house.Get<ICompanyConfigs>().ListCompaniesAsync(Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "America/Chicago", "surprise": 1, "datasets": {}}""", "$.surprise is not a known field")]
    [InlineData("""{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "America/Chicago", "datasets": {"jobs": {"file_patterns": ["job*"], "key": "job_id", "extra": 1}}}""", "$.datasets.jobs.extra is not a known field")]
    [InlineData("""{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "America/Chicago", "datasets": {"jobs": {"key": "job_id"}}}""", "$.datasets.jobs lacks the field file_patterns")]
    [InlineData("""{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "America/Chicago", "datasets": {"jobs": {"file_patterns": "job*", "key": "job_id"}}}""", "$.datasets.jobs.file_patterns has a value of the wrong type")]
    [InlineData("""{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "Mars/Olympus", "datasets": {"jobs": {"file_patterns": ["job*"], "key": "job_id"}}}""", "$.timezone is not the IANA name")]
    [InlineData("""{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "America/Chicago", "datasets": {"jobz": {"file_patterns": ["job*"], "key": "job_id"}}}""", "$.datasets.jobz is not a known dataset")]
    [InlineData("""{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "America/Chicago", "datasets": {"jobs": {"file_patterns": ["Job*"], "key": "job_id"}}}""", "$.datasets.jobs.file_patterns[0] must be a lower-case file name")]
    [InlineData("""{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "America/Chicago", "datasets": {"jobs": {"file_patterns": ["job*"], "key": "job_id", "date_formats": ["%m/%d/%Y", "%Q"]}}}""", "$.datasets.jobs.date_formats[1] is not a date format")]
    [InlineData("""{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "America/Chicago", "datasets": {"jobs": {"file_patterns": ["job*"], "key": "job_id", "renames": {"Job Total": "Job Total"}}}}""", "$.datasets.jobs.renames['Job Total'] must be a column name")]
    [InlineData("""{"kind": "extraction", "schema_version": 1, "company": "acme", "timezone": "America/Chicago", "datasets": {"jobs": {"file_patterns": ["job*"], "key": "job_id", "excel_serial": ["total"]}}}""", "$.datasets.jobs.excel_serial[0] names a column that is not a timestamp")]
    [InlineData("""{"kind": "extraction", "schema_version": 2, "company": "acme"}""", "$.schema_version must be 1")]
    [InlineData("""{"kind": "extraction", "company": "Acme Inc", "timezone": "UTC", "datasets": {}}""", "$.company must be 1 to 40 lower-case letters")]
    [InlineData("""{"kind": "riddle"}""", "$.kind must be one of")]
    [InlineData("""{"company": "acme", "company": "acme"}""", "$ is not JSON, or has a field twice")]
    [InlineData("[]", "$ is not a JSON object")]
    public async Task An_error_names_the_file_and_the_path(string content, string expected)
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        using var folder = new ConfigFolder().With("some/wrong.json", content);
        var error = (await Should.ThrowAsync<UserErrorException>(() => house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token))).Error;
        error.Code.ShouldBe("config_invalid");
        error.Cause.ShouldStartWith("some/wrong.json: ");
        error.Cause.ShouldContain(expected);
    }

    [Theory]
    [InlineData("""{"rfm": {"mode": "magic"}}""", "$.rfm.mode must be absolute or quintile")]
    [InlineData("""{"overdue_maintenance": {"min_months": 12, "max_months": 6}}""", "$.overdue_maintenance.max_months must be 12 to 1200")]
    [InlineData("""{"lists": [{"name": "a", "event_type": "parties"}]}""", "$.lists[0].event_type is not a known event type")]
    [InlineData("""{"lists": [{"name": "a", "event_type": "canceled_jobs", "window": {"field": "subtotal", "days_back": 3}}]}""", "$.lists[0].window.field is not a timestamp of canceled_jobs")]
    [InlineData("""{"lists": [{"name": "a", "event_type": "canceled_jobs", "numeric": {"field": "days_old", "op": "~", "value": 3}}]}""", "$.lists[0].numeric.op must be one of")]
    [InlineData("""{"canceled_jobs": null}""", "$.canceled_jobs has a value of the wrong type")]
    public async Task Event_rules_are_checked(string content, string expected)
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        using var folder = ConfigFolder.Small();
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        var error = (await Should.ThrowAsync<UserErrorException>(() => house.Get<IConfigDocuments>().SaveAsync(ConfigEdits.Of(ConfigKinds.Events, "acme", content), Token))).Error;
        error.Cause.ShouldContain(expected);
    }

    [Fact]
    public async Task A_document_for_another_company_is_refused()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        using var folder = ConfigFolder.Small();
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        var error = (await Should.ThrowAsync<UserErrorException>(() => house.Get<IConfigDocuments>().SaveAsync(ConfigEdits.Of(ConfigKinds.Events, "acme", """{"company": "rival"}"""), Token))).Error;
        error.Cause.ShouldContain("names another company than 'acme'");
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_named_with_document_path_and_variable()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        using var folder = ConfigFolder.Small().With("events/acme.json", """{"kind": "events", "company": "acme", "company_names": [{"secret": "unset-name"}]}""");
        var error = (await Should.ThrowAsync<UserErrorException>(() => house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token))).Error;
        error.Cause.ShouldContain("events/acme.json: $.company_names[0] names the secret 'unset-name'");
        error.Cause.ShouldContain("DATAHOUND_SECRET_UNSET_NAME");
    }

    [Fact]
    public async Task A_secret_is_put_in_place_and_never_stored()
    {
        Environment.SetEnvironmentVariable("DATAHOUND_SECRET_OWN_NAME", "hush");
        await using var house = await OpenAsync();
        using var folder = ConfigFolder.Small().With("events/acme.json", """{"kind": "events", "company": "acme", "company_names": [{"secret": "own_name"}]}""");
        await house.Get<ConfigImporter>().ImportAsync(folder.Folder, null, Token);
        (await house.Get<ICompanyConfigs>().GetEventsAsync("acme", Token)).CompanyNames.ShouldBe(["hush"]);
        (await house.Get<IConfigDocuments>().FindActiveAsync(ConfigKinds.Events, "acme", Token))!.Content.ShouldNotContain("hush");
    }

    private async Task<StorageHouse> OpenAsync() => await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
}
