using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.Api;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.Quality;

public sealed class QuarantineTests(ApiFixture app) : IClassFixture<ApiFixture>
{
    private const string Jobs = "Job ID,Created Date,Status\n1,01/02/2015,Completed\n2,2015|01|03,Completed\n3,soon,Open\n4,,Open\n";

    [Fact]
    public async Task Quarantined_rows_are_understood_mended_and_replayed_in_three_calls()
    {
        var company = await DeliverAsync();

        // One: why.
        var reasons = await app.Api.ListAsync($"/api/v1/companies/{company}/quarantine/reasons?dataset=jobs");
        reasons.Select(reason => $"{reason["rule"]} {reason["rows"]}").ShouldBe(["empty_required 1", "untypable_required 2"]);
        reasons[1]["samples"]!.AsArray().Count.ShouldBe(2);

        // Two: the rule for one row, the cells for another.
        await PutRuleAsync(company, "\"%m/%d/%Y\", \"%Y|%m|%d\"");
        var corrected = await PostAsync(company, "corrections", new
        {
            reason = "asked the office", rows = new[] { new { id = reasons[0]["samples"]![0]!["id"]!.GetValue<string>(), cells = new Dictionary<string, string>(StringComparer.Ordinal) { ["Created Date"] = "01/05/2015" } } },
        });
        corrected["corrected"]!.GetValue<int>().ShouldBe(1);

        // Three: again.
        var replay = await PostAsync(company, "replays", new { dataset = "jobs", reason = "rule and cell mended", asOf = "2015-06-02T20:00:00-05:00" }, key: $"{company}-replay");
        replay["rows"]!.GetValue<int>().ShouldBe(3);
        var run = await app.Api.WaitAsync(replay["runId"]!.GetValue<string>());
        run["status"]!.GetValue<string>().ShouldBe("success", run.ToJsonString());

        (await app.Api.ListAsync($"/api/v1/companies/{company}/datasets/jobs/rows")).Select(job => job["job_id"]!.GetValue<string>()).ShouldBe(["1", "2", "4"], ignoreOrder: true);
        var rows = await app.Api.ListAsync($"/api/v1/companies/{company}/quarantine");
        rows.Select(row => $"{row["key"]} {row["state"]}").ShouldBe(["3 open", "2 replayed", "3 replayed", "4 replayed"], ignoreOrder: true);
        rows.First(row => row["state"]!.GetValue<string>() == "open")["replayOf"]!.GetValue<string>()
            .ShouldBe(rows.First(row => row["key"]!.GetValue<string>() == "3" && row["state"]!.GetValue<string>() == "replayed")["id"]!.GetValue<string>());
        (await app.Api.GetAsync(replay["links"]!["self"]!.GetValue<string>()))["files"]![0]!["preparedByRunId"]!.GetValue<string>().ShouldBe(replay["runId"]!.GetValue<string>());

        // The same request again is the same replay; a new one takes only what failed again.
        (await PostAsync(company, "replays", new { dataset = "jobs", reason = "rule and cell mended", asOf = "2015-06-02T20:00:00-05:00" }, key: $"{company}-replay"))["id"]!.GetValue<string>().ShouldBe(replay["id"]!.GetValue<string>());
        (await PostAsync(company, "dismissals", new { rules = new[] { "untypable_required" }, reason = "no date is known" }))["dismissed"]!.GetValue<int>().ShouldBe(1);
        (await PostAsync(company, "replays", new { reason = "anything left?" }))["rows"]!.GetValue<int>().ShouldBe(0);
        (await app.Api.ListAsync($"/api/v1/audit?company={company}&action=quarantine.")).Select(act => act["action"]!.GetValue<string>())
            .ShouldBe(["quarantine.dismiss", "quarantine.replay", "quarantine.correct"]);
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_a_reason()
    {
        var company = await DeliverAsync();
        using var noReason = await app.Client.PostAsJsonAsync($"/api/v1/companies/{company}/quarantine/replays", new { dataset = "jobs" });
        await noReason.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "reason_missing");
        using var badRow = await app.Client.PostAsJsonAsync($"/api/v1/companies/{company}/quarantine/dismissals", new { rows = new[] { "x" }, reason = "r" });
        await badRow.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "row_id_invalid");
        using var noReplay = await app.Client.GetAsync($"/api/v1/companies/{company}/quarantine/replays/{Guid.NewGuid()}");
        await noReplay.ShouldBeProblemAsync(HttpStatusCode.NotFound, "replay_unknown");
    }

    private async Task<string> DeliverAsync()
    {
        var company = await app.AddCompanyAsync();
        using var content = new StringContent(Jobs);
        using var received = await app.Client.PutAsync($"/api/v1/companies/{company}/files/jobs.csv?delivery=day1", content);
        received.StatusCode.ShouldBe(HttpStatusCode.Created);
        await app.Api.WaitAsync(await app.Api.StartRunAsync(company, "2015-06-01T20:00:00-05:00"));
        return company;
    }

    private async Task PutRuleAsync(string company, string formats)
    {
        var extraction = $$"""
            {
              "kind": "extraction", "schema_version": 1, "company": "{{company}}", "timezone": "America/Chicago",
              "datasets": { "jobs": { "file_patterns": ["job*"], "key": "job_id", "required": ["created_date"], "date_formats": [{{formats}}] } }
            }
            """;
        using var answer = await app.Client.PutAsync($"/api/v1/companies/{company}/config/extraction", ApiDriver.Json(extraction));
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    private async Task<JsonObject> PostAsync(string company, string what, object body, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/companies/{company}/quarantine/{what}") { Content = JsonContent.Create(body) };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var answer = await app.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!.AsObject();
    }
}
