using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.Api;

public sealed class ReviewApiTests(ApiFixture app) : IClassFixture<ApiFixture>
{
    private const string AsOf = "2015-06-24T20:00:00-05:00";

    [Fact]
    public async Task A_stage_behind_a_gate_waits_until_it_is_approved_and_then_publishes()
    {
        var (company, run, gate) = await StartBehindGateAsync("approved", """{"prepare": {"mode": "strict"}}""");
        (await app.Api.GetAsync($"/api/v1/runs/{run}"))["status"]!.GetValue<string>().ShouldBe("running");

        using var answer = await PostAsync($"/api/v1/reviews/{gate}/approve", """{"reason": "counts are right", "by": "ann"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Api.WaitAsync(run))["status"]!.GetValue<string>().ShouldBe("success");
        var decided = await app.Api.GetAsync($"/api/v1/reviews/{gate}");
        (decided["status"]!.GetValue<string>(), decided["decidedBy"]!.GetValue<string>(), decided["reason"]!.GetValue<string>()).ShouldBe(("approved", "ann", "counts are right"));
        (await app.Api.GetAsync($"/api/v1/audit?company={company}&action=review.approved"))["items"]!.AsArray().ShouldHaveSingleItem()!["actor"]!.GetValue<string>().ShouldBe("ann");
    }

    [Fact]
    public async Task A_refused_stage_publishes_nothing_and_fails_the_run()
    {
        var (company, run, gate) = await StartBehindGateAsync("refused", """{"prepare": {"mode": "strict"}}""");
        using var answer = await PostAsync($"/api/v1/reviews/{gate}/reject", """{"reason": "too few rows"}""");
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var ended = await app.Api.WaitAsync(run);
        ended["status"]!.GetValue<string>().ShouldBe("failed");
        ended.ToJsonString().ShouldContain("stage_rejected");
        (await app.Api.GetAsync($"/api/v1/companies/{company}/datasets"))["items"]!.AsArray().ShouldAllBe(dataset => dataset!["name"]!.GetValue<string>() != "jobs_silver");
        using var late = await PostAsync($"/api/v1/reviews/{gate}/approve", """{"reason": "after all"}""");
        await late.ShouldBeProblemAsync(HttpStatusCode.Conflict, "review_decided");
    }

    [Fact]
    public async Task A_gate_with_checks_opens_when_they_are_reported()
    {
        var (_, run, gate) = await StartBehindGateAsync("checked", """{"prepare": {"mode": "strict", "checks": ["row_counts"]}}""");
        using (var unknown = await app.Client.PutAsync($"/api/v1/reviews/{gate}/checks/weather", ApiDriver.Json("""{"passed": true}""")))
            await unknown.ShouldBeProblemAsync(HttpStatusCode.NotFound, "check_unknown");
        using var answer = await app.Client.PutAsync($"/api/v1/reviews/{gate}/checks/row_counts", ApiDriver.Json("""{"passed": true, "by": "counter"}"""));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Api.WaitAsync(run))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task A_canceled_run_leaves_its_gate()
    {
        var (_, run, gate) = await StartBehindGateAsync("canceled", """{"prepare": {"mode": "strict"}}""");
        using var answer = await app.Client.PostAsync($"/api/v1/runs/{run}/cancel", content: null);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await app.Api.WaitAsync(run))["status"]!.GetValue<string>().ShouldBe("canceled");
        (await app.Api.GetAsync($"/api/v1/reviews/{gate}"))["status"]!.GetValue<string>().ShouldBe("closed");
    }

    [Fact]
    public async Task A_signed_webhook_fills_a_pull_request_s_gate_and_an_unsigned_one_is_refused()
    {
        const string reviews = """{"repositories": ["acme/app"], "webhook_secret": {"secret": "e2e-github"}, "required": ["ci", "branch_up_to_date"]}""";
        using (var saved = await app.Client.PutAsync("/api/v1/config/reviews/default", ApiDriver.Json(reviews)))
            saved.StatusCode.ShouldBe(HttpStatusCode.Created, await saved.Content.ReadAsStringAsync());
        const string pull = """
            {"action": "opened", "pull_request": {"number": 12, "state": "open", "updated_at": "2026-03-01T10:00:00Z", "mergeable_state": "clean",
             "head": {"ref": "feature/y", "sha": "abc"}, "labels": []}, "repository": {"full_name": "acme/app"}}
            """;
        const string check = """
            {"action": "completed", "check_run": {"name": "CI", "head_sha": "abc", "status": "completed", "conclusion": "success", "completed_at": "2026-03-01T10:05:00Z"},
             "repository": {"full_name": "acme/app"}}
            """;
        using (var forged = await SendWebhookAsync("pull_request", pull, "another secret"))
            await forged.ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "webhook_unsigned");
        using (var opened = await SendWebhookAsync("pull_request", pull, ApiFixture.GitHubSecret))
            opened.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var passed = await SendWebhookAsync("check_run", check, ApiFixture.GitHubSecret);
        var id = JsonNode.Parse(await passed.Content.ReadAsStringAsync())!["gates"]!.AsArray().ShouldHaveSingleItem()!.GetValue<string>();
        var gate = await app.Api.GetAsync($"/api/v1/reviews/{id}");
        (gate["status"]!.GetValue<string>(), gate["ready"]!.GetValue<bool>(), gate["pullRequest"]!.GetValue<int>(), gate["branch"]!.GetValue<string>()).ShouldBe(("ready", true, 12, "feature/y"));
    }

    private Task<HttpResponseMessage> PostAsync(string address, string body) => app.Client.PostAsync(address, ApiDriver.Json(body));

    private async Task<HttpResponseMessage> SendWebhookAsync(string eventName, string body, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/webhooks/github") { Content = ApiDriver.Json(body) };
        request.Headers.Add("X-GitHub-Event", eventName);
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(body))));
        return await app.Client.SendAsync(request);
    }

    /// <summary>Starts a run of a pipeline with gates and waits until it stands at one.</summary>
    private async Task<(string Company, string Run, string Gate)> StartBehindGateAsync(string name, string gates)
    {
        var company = await app.AddCompanyAsync();
        var pipeline = $"gated-{name}";
        using (var saved = await app.Client.PutAsync($"/api/v1/config/pipeline/{pipeline}", ApiDriver.Json($$"""{"name": "{{pipeline}}", "stages": ["ingest", "prepare"], "gates": {{gates}}}""")))
            saved.IsSuccessStatusCode.ShouldBeTrue(await saved.Content.ReadAsStringAsync());
        using (var file = new ByteArrayContent("Job ID,Created Date\n1,01/02/2015\n"u8.ToArray()))
            (await app.Client.PutAsync($"/api/v1/companies/{company}/files/jobs.csv", file)).IsSuccessStatusCode.ShouldBeTrue();
        using var started = await app.Api.PostRunAsync(new { companies = new[] { company }, asOf = AsOf }, pipeline: pipeline);
        var run = JsonNode.Parse(await started.Content.ReadAsStringAsync())!["runId"]!.GetValue<string>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            var open = (await app.Api.GetAsync($"/api/v1/reviews?runId={run}&status=waiting"))["items"]!.AsArray();
            if (open.Count == 1)
                return (company, run, open[0]!["id"]!.GetValue<string>());
            await Task.Delay(100, limit.Token);
        }
    }
}
