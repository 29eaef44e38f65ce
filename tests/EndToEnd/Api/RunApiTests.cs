using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.Api;

public sealed class RunApiTests(ApiFixture app) : IClassFixture<ApiFixture>
{
    private const string AsOf = "2015-06-24T20:00:00-05:00";

    [Fact]
    public async Task The_app_is_ready_only_when_postgres_objects_and_duckdb_answer()
    {
        var health = await app.Api.GetAsync("/api/health");

        health["status"]!.GetValue<string>().ShouldBe("ready");
        health["checks"]!.AsArray().Select(check => check!["name"]!.GetValue<string>()).ShouldBe(["postgres", "object_store", "duckdb"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_same_key_and_body_give_the_same_run()
    {
        var company = await app.AddCompanyAsync();
        var first = await app.Api.StartRunAsync(company, AsOf, "same-key");
        await app.Api.WaitAsync(first);

        (await app.Api.StartRunAsync(company, AsOf, "same-key")).ShouldBe(first);
        using var replayed = await app.Api.PostRunAsync(new { companies = new[] { company }, asOf = AsOf }, "same-key");
        replayed.Headers.GetValues("Idempotent-Replayed").ShouldBe(["true"]);
        (await app.Api.GetAsync("/api/v1/audit/verify"))["intact"]!.GetValue<bool>().ShouldBeTrue();
        (await app.Api.GetAsync($"/api/v1/audit?company={company}"))["items"]!.AsArray().Select(entry => entry!["action"]!.GetValue<string>()).ShouldBe(["run.start", "config.put"]);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        var company = await app.AddCompanyAsync();
        await app.Api.WaitAsync(await app.Api.StartRunAsync(company, AsOf, "reused-key"));

        using var answer = await app.Api.PostRunAsync(new { companies = new[] { company }, asOf = "2015-06-25T20:00:00-05:00" }, "reused-key");

        await answer.ShouldBeProblemAsync(HttpStatusCode.UnprocessableEntity, "idempotency_key_reused");
    }

    [Fact]
    public async Task An_unknown_pipeline_is_not_found()
    {
        using var answer = await app.Api.PostRunAsync(new { }, pipeline: "no-such-pipeline");

        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "pipeline_unknown");
    }

    [Fact]
    public async Task An_unknown_company_is_not_found()
    {
        using var answer = await app.Api.PostRunAsync(new { companies = new[] { "nobody" } });

        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "company_unknown");
    }

    [Fact]
    public async Task A_second_run_while_one_is_active_is_refused_and_names_it()
    {
        var company = await app.AddCompanyAsync();
        await app.Client.PutAsync($"/api/v1/companies/{company}/files/jobs.csv", new StringContent(LongCsv()));
        var active = await app.Api.StartRunAsync(company, AsOf);

        using var answer = await app.Api.PostRunAsync(new { companies = new[] { company }, asOf = AsOf });

        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.Conflict, "run_active");
        problem["activeRunId"]!.GetValue<string>().ShouldBe(active);
        (await app.Api.WaitAsync(active))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task A_run_that_does_not_exist_is_not_found()
    {
        await (await app.Client.GetAsync("/api/v1/runs/no-such-run")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "run_unknown");
        await (await app.Client.PostAsync("/api/v1/runs/no-such-run/cancel", content: null)).ShouldBeProblemAsync(HttpStatusCode.NotFound, "run_unknown");
        (await app.Client.GetAsync("/runtime/webhooks/durabletask/instances/no-such-run")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("this is not json")]
    [InlineData("[1, 2")]
    [InlineData("""{"companys": ["acme"]}""")]
    [InlineData("")]
    public async Task A_body_that_is_not_the_expected_json_is_refused(string body)
    {
        using var answer = await app.Client.PostAsync("/api/v1/pipelines/field-service/runs", ApiDriver.Json(body));

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "body_not_json");
    }

    [Theory]
    [InlineData("runs?company=a%00b")]
    [InlineData("audit?actor=%00")]
    [InlineData("schedules?cursor=%00")]
    public async Task A_query_that_no_database_takes_is_refused(string query)
    {
        using var answer = await app.Client.GetAsync($"/api/v1/{query}");
        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "address_invalid");
    }

    [Fact]
    public async Task An_instant_without_an_offset_is_refused()
    {
        var company = await app.AddCompanyAsync();
        using var answer = await app.Api.PostRunAsync(new { companies = new[] { company }, asOf = "2015-06-24T20:00:00" });

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "as_of_invalid");
    }

    [Fact]
    public async Task A_run_links_to_its_orchestration_instance()
    {
        var company = await app.AddCompanyAsync();
        var run = await app.Api.WaitAsync(await app.Api.StartRunAsync(company, AsOf));

        using var answer = await app.Client.GetAsync(run["links"]!["instance"]!.GetValue<string>());

        var instance = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        instance["instanceId"]!.GetValue<string>().ShouldBe(run["runId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_finished_run_cannot_be_canceled()
    {
        var company = await app.AddCompanyAsync();
        var run = await app.Api.StartRunAsync(company, AsOf);
        await app.Api.WaitAsync(run);

        using var answer = await app.Client.PostAsync($"/api/v1/runs/{Uri.EscapeDataString(run)}/cancel", content: null);

        await answer.ShouldBeProblemAsync(HttpStatusCode.Conflict, "run_finished");
    }

    [Fact]
    public async Task Runs_are_listed_newest_first_page_by_page()
    {
        var company = await app.AddCompanyAsync();
        var started = new List<string>();
        for (var day = 1; day <= 3; day++)
        {
            started.Add(await app.Api.StartRunAsync(company, $"2015-06-0{day}T20:00:00-05:00"));
            await app.Api.WaitAsync(started[^1]);
        }

        var first = await app.Api.GetAsync($"/api/v1/runs?company={company}&limit=2");
        var second = await app.Api.GetAsync($"/api/v1/runs?company={company}&limit=2&cursor={Uri.EscapeDataString(first["nextCursor"]!.GetValue<string>())}");

        Ids(first).Concat(Ids(second)).ShouldBe(Enumerable.Reverse(started));
        second["nextCursor"].ShouldBeNull();
    }

    private static IEnumerable<string> Ids(JsonObject page) => page["items"]!.AsArray().Select(item => item!["runId"]!.GetValue<string>());

    private static string LongCsv() =>
        "Job ID,Created Date\n" + string.Concat(Enumerable.Range(0, 50_000).Select(number => $"{number},01/02/2015\n"));
}
