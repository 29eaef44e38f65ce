using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.Api;

public sealed class ScheduleApiTests(ApiFixture app) : IClassFixture<ApiFixture>
{
    private readonly ScheduleDriver _schedules = new(app.Api);

    [Fact]
    public async Task A_pipeline_that_is_due_runs_with_its_tick_as_instant_and_its_outcome_is_recorded()
    {
        var company = await AddCompanyWithJobsAsync();
        var tick = DateTimeOffset.UtcNow.AddSeconds(3).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var task = await _schedules.CreateAsync(new { key = $"due-{company}", type = "pipeline", company, config = new { pipeline = "field-service" }, schedule = $"once:{tick}" });

        var record = await _schedules.WaitForEndAsync($"due-{company}");

        record["success"]!.GetValue<bool>().ShouldBeTrue(record.ToJsonString());
        record["message"]!.GetValue<string>().ShouldBe("1 of 1 runs succeeded.");
        record["trigger"]!.GetValue<string>().ShouldBe("schedule");
        var run = (await app.Api.ListAsync($"/api/v1/runs?company={company}")).Single();
        DateTimeOffset.Parse(run["asOf"]!.GetValue<string>(), CultureInfo.InvariantCulture).ShouldBe(DateTimeOffset.Parse(tick, CultureInfo.InvariantCulture));
        record["log"]!.AsArray().Single()!.GetValue<string>().ShouldContain(run["runId"]!.GetValue<string>());
        task["timeZone"]!.GetValue<string>().ShouldBe("America/Chicago");
    }

    [Fact]
    public async Task Asking_twice_with_the_same_key_runs_once()
    {
        var company = await AddCompanyWithJobsAsync();
        await _schedules.CreateAsync(new { key = $"now-{company}", type = "daily-runs", company, schedule = "daily:23:59" });

        var first = await _schedules.PostAsync($"now-{company}", "run", "only-once");
        var second = await _schedules.PostAsync($"now-{company}", "run", "only-once");
        var record = await _schedules.WaitForEndAsync($"now-{company}");

        second["runId"]!.GetValue<string>().ShouldBe(first["runId"]!.GetValue<string>());
        (first["status"]!.GetValue<string>(), first["startedAt"]).ShouldBe(("queued", null));
        record["startedAt"].ShouldNotBeNull();
        record["success"]!.GetValue<bool>().ShouldBeTrue(record.ToJsonString());
        record["trigger"]!.GetValue<string>().ShouldBe("manual");
        (await app.Api.ListAsync($"/api/v1/runs?company={company}")).Single()["pipeline"]!.GetValue<string>().ShouldBe("field-service");
        (await app.Api.GetAsync($"/api/v1/schedules/now-{company}/runs/{Uri.EscapeDataString(first["runId"]!.GetValue<string>())}"))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Theory]
    [InlineData("verify", "{}", "looked at 1 companies")]
    [InlineData("collect-garbage", """{"dryRun": true}""", "looked at 1 companies")]
    [InlineData("reconcile", "{}", "looked at 1 companies")]
    [InlineData("backfill", """{"pipeline": "field-service", "days": 1, "stages": ["ingest"]}""", "1 of 1 windows")]
    public async Task Each_kind_of_task_does_its_work(string type, string config, string message)
    {
        var company = await AddCompanyWithJobsAsync();
        var key = $"{type}-{company}";
        await _schedules.CreateAsync(new { key, type, company, config = JsonNode.Parse(config), schedule = "daily:23:59" });

        await _schedules.PostAsync(key, "run");

        var record = await _schedules.WaitForEndAsync(key);
        record["success"]!.GetValue<bool>().ShouldBeTrue(record.ToJsonString());
        record["message"]!.GetValue<string>().ShouldContain(message);
    }

    [Fact]
    public async Task A_paused_task_rests_until_it_is_resumed()
    {
        await _schedules.CreateAsync(new { key = "every-second", type = "purge-idempotency-keys", schedule = "* * * * * *", overlap = "queue" });
        await _schedules.WaitAsync("every-second", runs => runs.Any(ScheduleDriver.HasEnded));

        var paused = await _schedules.PostAsync("every-second", "pause");
        var runs = await _schedules.WaitAsync("every-second", runs => runs.All(ScheduleDriver.HasEnded));
        paused["status"]!.GetValue<string>().ShouldBe("paused");
        paused["nextTick"].ShouldBeNull();

        (await _schedules.PostAsync("every-second", "resume"))["status"]!.GetValue<string>().ShouldBe("active");
        var known = runs.Select(run => run["runId"]!.GetValue<string>()).ToHashSet(StringComparer.Ordinal);
        await _schedules.WaitAsync("every-second", later => later.Any(run => !known.Contains(run["runId"]!.GetValue<string>())));
        (await app.Client.DeleteAsync("/api/v1/schedules/every-second")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await (await app.Client.GetAsync("/api/v1/schedules/every-second")).ShouldBeProblemAsync(HttpStatusCode.NotFound, "schedule_unknown");
    }

    [Fact]
    public async Task A_task_whose_work_cannot_be_done_records_the_error_and_goes_on_counting()
    {
        var company = await app.AddCompanyAsync();
        await _schedules.CreateAsync(new { key = $"late-{company}", type = "pipeline", company, config = new { pipeline = "field-service" }, schedule = "daily:23:59", timeLimitSeconds = 1 });
        await app.Client.PutAsync($"/api/v1/companies/{company}/files/jobs.csv", new StringContent(ManyJobs()));

        await _schedules.PostAsync($"late-{company}", "run");
        var record = await _schedules.WaitForEndAsync($"late-{company}");

        if (record["success"]!.GetValue<bool>())
            Assert.Skip("The machine was faster than the limit.");
        record["errorTail"]!.GetValue<string>().ShouldStartWith("task_time_limit: ");
        (await app.Api.GetAsync($"/api/v1/schedules/late-{company}"))["failuresInARow"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Every_installation_has_the_daily_runs_and_the_housekeeping()
    {
        var keys = (await app.Api.ListAsync("/api/v1/schedules?company=all")).Select(task => task["key"]!.GetValue<string>());
        new[] { "daily-runs", "purge-task-runs" }.ShouldBeSubsetOf(keys);
        (await app.Api.GetAsync("/api/v1/schedules/daily-runs"))["schedule"]!.GetValue<string>().ShouldBe("0 20 * * *");
        (await app.Api.ListAsync("/api/v1/schedules?type=daily-runs&company=all&status=active")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_must_name_the_version_it_was_made_for()
    {
        var body = new { type = "purge-task-runs", schedule = "daily:04:00", config = new { keepDays = 7 } };
        await _schedules.CreateAsync(new { key = "versioned", body.type, body.schedule });

        await (await app.Client.PutAsJsonAsync("/api/v1/schedules/versioned", body)).ShouldBeProblemAsync((HttpStatusCode)428, "if_match_missing");
        using var current = await app.Client.GetAsync("/api/v1/schedules/versioned");
        current.Headers.ETag!.Tag.ShouldBe("\"1\"");
        using var changed = await PutAsync("versioned", "\"1\"", body);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK, await changed.Content.ReadAsStringAsync());
        changed.Headers.ETag!.Tag.ShouldBe("\"2\"");
        using var stale = await PutAsync("versioned", "\"1\"", body);
        await stale.ShouldBeProblemAsync(HttpStatusCode.PreconditionFailed, "schedule_changed");
        using var again = await app.Client.PostAsJsonAsync("/api/v1/schedules", new { key = "versioned", body.type, body.schedule });
        await again.ShouldBeProblemAsync(HttpStatusCode.Conflict, "schedule_exists");
    }

    [Theory]
    [InlineData("""{ "key": "bad", "type": "purge-task-runs", "schedule": "0 25 * * *" }""", "schedule_invalid")]
    [InlineData("""{ "key": "bad", "type": "no-such-type", "schedule": "daily:04:00" }""", "task_type_unknown")]
    [InlineData("""{ "key": "bad", "type": "pipeline", "schedule": "daily:04:00", "config": { "pipeline": "none" } }""", "task_config_invalid")]
    [InlineData("""{ "key": "bad", "type": "pipeline", "schedule": "daily:04:00", "config": { "pipelin": "field-service" } }""", "task_config_invalid")]
    [InlineData("""{ "key": "bad", "type": "purge-task-runs", "schedule": "daily:04:00", "config": [] }""", "task_config_invalid")]
    [InlineData("""{ "key": "Bad Key", "type": "purge-task-runs", "schedule": "daily:04:00" }""", "task_invalid")]
    [InlineData("""{ "type": "purge-task-runs", "schedule": "daily:04:00" }""", "task_invalid")]
    [InlineData("""{ "key": "bad", "type": "purge-task-runs", "schedule": "daily:04:00", "timeZone": "Nowhere" }""", "time_zone_unknown")]
    [InlineData("""{ "key": "bad", "type": "purge-task-runs", "schedule": "once:2020-01-01T00:00Z" }""", "schedule_never")]
    [InlineData("""{ "key": "bad", "type": "purge-task-runs", "schedule": "daily:04:00", "jitterSeconds": 2147483647 }""", "task_invalid")]
    [InlineData("""{ "key": "bad", "type": "purge-task-runs", "schedul": "daily:04:00" }""", "body_not_json")]
    public async Task A_task_that_does_not_fit_is_refused(string body, string code)
    {
        using var answer = await app.Client.PostAsync("/api/v1/schedules", ApiDriver.Json(body));

        await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, code);
    }

    [Fact]
    public async Task A_preview_shows_the_next_occurrences_of_what_is_not_saved()
    {
        using var answer = await app.Client.PostAsJsonAsync("/api/v1/schedules/preview", new { schedule = "daily:02:30", timeZone = "America/Chicago", after = "2026-03-07T12:00:00-06:00", count = 2 });

        var preview = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        preview["occurrences"]!.AsArray().Select(occurrence => occurrence!["local"]!.GetValue<string>()).ShouldBe(["2026-03-08T03:00:00-05:00", "2026-03-09T02:30:00-05:00"]);
    }

    [Fact]
    public async Task A_preview_of_what_cannot_be_read_says_where()
    {
        using var answer = await app.Client.PostAsJsonAsync("/api/v1/schedules/preview", new { schedule = "0 25 * * *" });

        (await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "schedule_invalid"))["position"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task The_next_occurrences_of_a_task_are_shown()
    {
        await _schedules.CreateAsync(new { key = "looked-at", type = "purge-task-runs", schedule = "weekly:mon@60@08:00-17:00", timeZone = "Europe/Berlin" });

        var next = await app.Api.GetAsync("/api/v1/schedules/looked-at/next?count=3");

        next["occurrences"]!.AsArray().Count.ShouldBe(3);
        await (await app.Client.GetAsync("/api/v1/schedules/looked-at/next?count=0")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "count_invalid");
    }

    private Task<HttpResponseMessage> PutAsync(string key, string version, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/api/v1/schedules/{key}") { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("If-Match", version);
        return app.Client.SendAsync(request);
    }

    private async Task<string> AddCompanyWithJobsAsync()
    {
        var company = await app.AddCompanyAsync();
        using var answer = await app.Client.PutAsync($"/api/v1/companies/{company}/files/jobs.csv", new StringContent("Job ID,Created Date\n1,01/02/2015\n"));
        answer.EnsureSuccessStatusCode();
        return company;
    }

    private static string ManyJobs() => "Job ID,Created Date\n" + string.Concat(Enumerable.Range(1, 200_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"{number},01/02/2015\n")));
}
