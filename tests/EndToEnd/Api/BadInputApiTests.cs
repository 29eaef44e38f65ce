using System.Net;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.Api;

public sealed class BadInputApiTests(ApiFixture app) : IClassFixture<ApiFixture>
{
    private const string NoInstantName = "OTk5OmJsYQ";

    [Theory]
    [InlineData("/api/v1/runs?company=%00", "address_invalid")]
    [InlineData("/api/v1/runs?pipeline=a%00b", "address_invalid")]
    [InlineData("/api/v1/audit?actor=%00", "address_invalid")]
    [InlineData("/api/v1/alerts?company=%00", "address_invalid")]
    [InlineData("/api/v1/schedules?cursor=%00", "address_invalid")]
    [InlineData("/api/v1/companies/{company}/events?status=%00", "address_invalid")]
    [InlineData("/api/v1/companies/{company}/quarantine/reasons?dataset=%00", "address_invalid")]
    [InlineData("/api/v1/checks/verifications?cursor=" + NoInstantName, "cursor_invalid")]
    [InlineData("/api/v1/backfills?cursor=" + NoInstantName, "cursor_invalid")]
    public async Task Addresses_that_make_no_sense_are_explained(string address, string code)
    {
        var company = await app.AddCompanyAsync();
        using var answer = await app.Client.GetAsync(address.Replace("{company}", company, StringComparison.Ordinal));
        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("/api/v1/pipelines/field-service/plan", """{ "companies": [null] }""", "body_not_json")]
    [InlineData("/api/v1/pipelines/field-service/plan", """{ "stages": [null] }""", "body_not_json")]
    [InlineData("/api/v1/pipelines/field-service/runs", """{ "companies": ["a\u0000"] }""", "body_not_json")]
    [InlineData("/api/v1/pipelines/field-service/plan", """{ "asOf": "0001-01-01T00:00:00Z" }""", "as_of_invalid")]
    [InlineData("/api/v1/pipelines/field-service/runs", """{ "asOf": "9999-12-31T23:59:59Z" }""", "as_of_invalid")]
    [InlineData("/api/v1/companies/{company}/quarantine/dismissals", """{ "reason": "\u0000" }""", "body_not_json")]
    [InlineData("/api/v1/companies/{company}/quarantine/corrections", """{ "reason": "x", "rows": [null] }""", "body_not_json")]
    [InlineData("/api/v1/checks/collections", """{ "dataset": "jobs" }""", "check_invalid")]
    [InlineData("/api/v1/checks/verifications", """{ "dryRun": true }""", "check_invalid")]
    [InlineData("/api/v1/checks/reconciliations", """{ "currentOnly": true }""", "check_invalid")]
    [InlineData("/api/v1/backfills", """{ "pipeline": "field-service", "companies": ["{company}"], "from": "2015-06-01", "to": "9999-12-31" }""", "backfill_invalid")]
    public async Task Bodies_that_make_no_sense_are_explained(string address, string body, string code)
    {
        var company = await app.AddCompanyAsync();
        using var content = ApiDriver.Json(body.Replace("{company}", company, StringComparison.Ordinal));
        using var answer = await app.Client.PostAsync(address.Replace("{company}", company, StringComparison.Ordinal), content);
        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_verification_of_a_dataset_that_is_not_there_is_no_good_news()
    {
        var company = await app.AddCompanyAsync();
        using var answer = await app.Client.PostAsync("/api/v1/checks/verifications", ApiDriver.Json(new JsonObject { ["companies"] = new JsonArray(company), ["dataset"] = "jobbs" }.ToJsonString()));
        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "dataset_unknown");
    }

    [Theory]
    [InlineData("""{ "display_name": "\ud800" }""")]
    [InlineData("""{ "display_name": "a\u0000" }""")]
    [InlineData("""{ "\ud800": 1 }""")]
    public async Task A_configuration_whose_texts_cannot_be_kept_is_explained(string body)
    {
        var company = await app.AddCompanyAsync();
        using var answer = await app.Client.PutAsync($"/api/v1/companies/{company}/config/company", ApiDriver.Json(body));
        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "config_invalid");
    }
}
