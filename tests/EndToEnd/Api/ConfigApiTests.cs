using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.Api;

public sealed class ConfigApiTests(ApiFixture app) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_document_is_edited_compared_explained_and_put_back()
    {
        var company = await app.AddCompanyAsync();
        var events = $"/api/v1/config/events/{company}";
        (await PutAsync($"{events}?comment=start", """{"canceled_jobs": {"months": 6}}""")).StatusCode.ShouldBe(HttpStatusCode.Created);
        using (var changed = await PutAsync($"{events}?comment=shorter", """{"canceled_jobs": {"months": 3}}""", ifMatch: "\"1\""))
            changed.Headers.ETag!.Tag.ShouldBe("\"2\"");
        using (var late = await PutAsync(events, """{"canceled_jobs": {"months": 1}}""", ifMatch: "\"1\""))
            await late.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "config_changed");

        var versions = (await GetAsync($"{events}/versions"))["items"]!.AsArray();
        versions.Select(version => version!["comment"]!.GetValue<string>()).ShouldBe(["shorter", "start"]);
        var change = (await GetAsync($"{events}/diff"))["changes"]!.AsArray().ShouldHaveSingleItem()!;
        change.ToJsonString().ShouldBe("""{"path":"$.canceled_jobs.months","kind":"changed","before":6,"after":3}""");
        (await LayerAsync(events, "$.canceled_jobs.months")).ShouldBe("database");
        (await LayerAsync(events, "$.unsold_estimates.months")).ShouldBe("file");

        using var back = await app.Client.PostAsync($"{events}/activate", ApiDriver.Json("""{"version": 1, "comment": "back"}"""));
        back.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await GetAsync(events))["canceled_jobs"]!["months"]!.GetValue<int>().ShouldBe(6);
        (await GetAsync($"{events}?version=2"))["canceled_jobs"]!["months"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task The_documents_can_be_taken_out_as_files_and_in_again()
    {
        await app.AddCompanyAsync();
        using var zip = new ByteArrayContent(await app.Client.GetByteArrayAsync("/api/v1/config-archive"));
        using var answer = await app.Client.PutAsync("/api/v1/config-archive?dryRun=true", zip);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var outcome = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        outcome["written"]!.GetValue<bool>().ShouldBeFalse();
        outcome["documents"]!.AsArray().ShouldAllBe(document => document!["changes"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task A_company_s_uploads_can_be_switched_off()
    {
        var company = await app.AddCompanyAsync();
        var features = await app.Client.GetStringAsync("/api/v1/config/features/default");
        try
        {
            var off = JsonNode.Parse(features)!;
            off["flags"]!["uploads"]!["companies"] = new JsonObject { [company] = false };
            (await PutAsync("/api/v1/config/features/default", off.ToJsonString())).StatusCode.ShouldBe(HttpStatusCode.Created);
            using var content = new ByteArrayContent("Job ID\n1\n"u8.ToArray());
            using var answer = await app.Client.PutAsync($"/api/v1/companies/{company}/files/jobs.csv", content);
            await answer.ShouldBeProblemAsync(HttpStatusCode.Forbidden, "feature_off");
        }
        finally
        {
            await PutAsync("/api/v1/config/features/default", features);
        }
    }

    [Theory]
    [InlineData("GET", "/api/v1/config/recipes/cake", HttpStatusCode.NotFound, "config_kind_unknown")]
    [InlineData("GET", "/api/v1/config/pipeline/no-such", HttpStatusCode.NotFound, "config_missing")]
    [InlineData("GET", "/api/v1/config/pipeline/no-such/values", HttpStatusCode.NotFound, "config_missing")]
    [InlineData("GET", "/api/v1/config/pipeline/field-service/diff?from=x", HttpStatusCode.BadRequest, "version_invalid")]
    [InlineData("PUT", "/api/v1/config/pipeline/field-service", HttpStatusCode.BadRequest, "config_invalid")]
    [InlineData("PUT", "/api/v1/config-archive", HttpStatusCode.BadRequest, "config_invalid")]
    public async Task A_wrong_request_is_explained(string method, string address, HttpStatusCode status, string code)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (method is "PUT")
            request.Content = ApiDriver.Json("""{"surprise": 1}""");
        using var answer = await app.Client.SendAsync(request);
        await answer.ShouldBeProblemAsync(status, code);
    }

    [Fact]
    public async Task Editors_get_a_schema_and_the_folder_can_be_loaded_again()
    {
        (await GetAsync("/api/v1/config-schemas/extraction"))["title"]!.GetValue<string>().ShouldBe("DataHound config document of kind extraction");
        using var reload = await app.Client.PostAsync("/api/v1/config-reload", content: null);
        reload.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonNode.Parse(await reload.Content.ReadAsStringAsync())!["documents"]!.AsArray().ShouldBeEmpty();
    }

    private async Task<string> LayerAsync(string document, string path) =>
        (await GetAsync($"{document}/values"))["values"]!.AsArray().Single(value => value!["path"]!.GetValue<string>() == path)!["layer"]!.GetValue<string>();

    private async Task<JsonNode> GetAsync(string address) => JsonNode.Parse(await app.Client.GetStringAsync(address))!;

    private async Task<HttpResponseMessage> PutAsync(string address, string content, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = ApiDriver.Json(content) };
        if (ifMatch is not null)
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(ifMatch));
        return await app.Client.SendAsync(request);
    }
}
