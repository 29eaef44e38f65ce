using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.Api;

namespace DataHound.EndToEnd.Quality;

public sealed class BackfillTests(ApiFixture app) : IClassFixture<ApiFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task A_plan_says_what_a_run_would_do_and_does_nothing()
    {
        var company = await DeliverAsync();
        using var answer = await app.Client.PostAsJsonAsync("/api/v1/pipelines/field-service/plan", new { companies = new[] { company }, asOf = "2015-06-01T20:00:00-05:00" });
        var plan = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, plan.ToJsonString());

        var planned = plan["companies"]![0]!;
        planned["error"].ShouldBeNull();
        var upsert = planned["stages"]!.AsArray().First(stage => stage!["stage"]!.GetValue<string>() == "upsert")!["units"]![0]!;
        upsert["details"]!["new_records"]!.GetValue<int>().ShouldBe(2);
        upsert["writes"]![0]!["version"]!.GetValue<string>().ShouldBe("v000001");
        (await app.Api.ListAsync($"/api/v1/companies/{company}/datasets")).ShouldBeEmpty();
        (await app.Api.ListAsync($"/api/v1/runs?company={company}")).ShouldBeEmpty();
        (await app.Api.ListAsync($"/api/v1/companies/{company}/files")).ShouldHaveSingleItem()["status"].ShouldBeNull();
    }

    [Fact]
    public async Task A_backfill_runs_each_day_in_order_and_can_be_paused_and_resumed()
    {
        var company = await DeliverAsync();
        var backfill = await PostAsync("/api/v1/backfills", new { pipeline = "field-service", companies = new[] { company }, from = "2015-06-01", to = "2015-06-03", parallelism = 2, stages = new[] { "ingest", "prepare" } });
        backfill["partitions"]!["waiting"]!.GetValue<int>().ShouldBe(3);
        var self = backfill["links"]!["self"]!.GetValue<string>();

        (await PostAsync($"{self}/pause", new { reason = "office hours" }))["status"]!.GetValue<string>().ShouldBe("paused");
        await UntilAsync(self, state => state["partitions"]!["running"] is null);
        var done = (await app.Api.GetAsync(self))["partitions"]!["success"]?.GetValue<int>() ?? 0;
        done.ShouldBeLessThanOrEqualTo(1, "after a pause nothing new is started");
        (await PostAsync($"{self}/resume", new { }))["status"]!.GetValue<string>().ShouldBe("running");

        var end = await UntilAsync(self, state => state["status"]!.GetValue<string>() is not ("running" or "paused"));
        (end["status"]!.GetValue<string>(), end["partitions"]!["success"]!.GetValue<int>()).ShouldBe(("success", 3));
        var partitions = await app.Api.ListAsync($"{self}/partitions");
        partitions.Select(partition => partition["window"]!.GetValue<string>()).ShouldBe(["2015-06-01", "2015-06-02", "2015-06-03"]);
        partitions.Select(partition => partition["runId"]!.GetValue<string>()).ShouldBe(
            [$"{company}:field-service:20150602T045959Z:1", $"{company}:field-service:20150603T045959Z:1", $"{company}:field-service:20150604T045959Z:1"]);
        using var late = await app.Client.PostAsJsonAsync($"{self}/cancel", new { });
        await late.ShouldBeProblemAsync(HttpStatusCode.Conflict, "backfill_finished");
    }

    [Fact]
    public async Task Backfills_that_are_none_are_refused()
    {
        var company = await app.AddCompanyAsync();
        using var order = await app.Client.PostAsJsonAsync("/api/v1/backfills", new { pipeline = "field-service", companies = new[] { company }, from = "2015-06-03", to = "2015-06-01" });
        await order.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "backfill_invalid");
        using var unknown = await app.Client.GetAsync($"/api/v1/backfills/{Guid.NewGuid()}");
        await unknown.ShouldBeProblemAsync(HttpStatusCode.NotFound, "backfill_unknown");
    }

    private async Task<string> DeliverAsync()
    {
        var company = await app.AddCompanyAsync();
        using var content = new StringContent("Job ID,Created Date,Status\n1,01/02/2015,Completed\n2,01/03/2015,Open\n");
        using var received = await app.Client.PutAsync($"/api/v1/companies/{company}/files/jobs.csv?delivery=day1", content);
        received.StatusCode.ShouldBe(HttpStatusCode.Created);
        return company;
    }

    private async Task<JsonObject> PostAsync(string path, object body)
    {
        using var answer = await app.Client.PostAsJsonAsync(path, body);
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
        return JsonNode.Parse(text)!.AsObject();
    }

    private async Task<JsonObject> UntilAsync(string path, Func<JsonObject, bool> holds)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (true)
        {
            var state = await app.Api.GetAsync(path);
            if (holds(state))
                return state;
            await Task.Delay(200, limit.Token);
        }
    }
}
