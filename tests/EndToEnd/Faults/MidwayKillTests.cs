using System.Text.Json.Nodes;

namespace DataHound.EndToEnd.Faults;

/// <summary>Kills the app (kill -9) at places that a lock in its database makes it stand at, and starts it again.</summary>
public sealed class MidwayKillTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Heading = "Job ID,Created Date,Status\n";

    /// <summary>An uncommitted row of the first partition: whoever writes that row too waits for its end.</summary>
    private const string NotingTheFirst =
        """
        INSERT INTO control.backfill_partitions (backfill_id, ordinal, company, window_date, as_of, status, attempt, updated_at)
        SELECT id, 1, companies[1], from_date, created_at, 'waiting', 1, created_at FROM control.backfills
        """;

    private const string Publishing = "LOCK TABLE control.dataset_versions IN EXCLUSIVE MODE";

    [Fact]
    public async Task A_replay_killed_while_it_receives_its_rows_and_again_while_its_run_publishes_takes_each_row_once()
    {
        await using var app = await KilledApp.StartAsync(postgres);
        var company = await app.Api.AddCompanyAsync(Jobs("\"%m/%d/%Y\""));
        await app.Api.UploadAsync(company, "jobs.csv", $"{Heading}1,01/02/2015,Open\n2,2015|01|03,Open\n3,2015|01|04,Open\n4,soon,Open\n", "day1");
        var first = await app.Api.StartRunAsync(company, "2015-06-01T20:00:00-05:00");
        await app.Api.WaitAsync(first);
        await app.Api.PutExtractionAsync(company, Jobs("\"%m/%d/%Y\", \"%Y|%m|%d\""));

        await using (var receiving = await app.HaltAsync("LOCK TABLE control.received_files IN EXCLUSIVE MODE"))
        {
            var request = app.Api.PostAsync($"/api/v1/companies/{company}/quarantine/replays", new { reason = "rule mended", asOf = "2015-06-02T20:00:00-05:00" });
            await receiving.WaitAsync();
            await app.KillAsync();
            await Should.ThrowAsync<HttpRequestException>(request);
        }

        await using (var publishing = await app.HaltAsync(Publishing))
        {
            await app.StartAgainAsync();
            await publishing.WaitAsync();
            await app.KillAsync();
        }

        await app.StartAgainAsync();
        var self = (await ReplayAsync(app, company))["links"]!["self"]!.GetValue<string>();
        var started = await app.UntilAsync(self, state => state["runId"] is not null);
        var run = await app.Api.WaitAsync(started["runId"]!.GetValue<string>());
        var replay = await app.Api.GetAsync(self);

        run["status"]!.GetValue<string>().ShouldBe("success", run.ToJsonString());
        Counts(run, "prepare").ShouldBe("in 3 good 2 quarantined 1");
        Counts(run, "upsert").ShouldBe("in 2 good 2 quarantined 0");
        (replay["rows"]!.GetValue<int>(), replay["leftOpen"]!.GetValue<int>()).ShouldBe((3, 0));
        replay["files"]!.AsArray().ShouldAllBe(file => file!["preparedByRunId"]!.GetValue<string>() == run["runId"]!.GetValue<string>());
        (await app.Api.ListAsync($"/api/v1/companies/{company}/quarantine")).Select(row => $"{row["key"]} {row["state"]}").ShouldBe(["2 replayed", "3 replayed", "4 open", "4 replayed"], ignoreOrder: true);
        (await KeysAsync(app, company)).ShouldBe(["1", "2", "3"], ignoreOrder: true);
        (await app.Api.ListAsync($"/api/v1/runs?company={company}")).Select(each => each["runId"]!.GetValue<string>()).ShouldBe([run["runId"]!.GetValue<string>(), first], ignoreOrder: true);
        (await app.Api.ListAsync($"/api/v1/companies/{company}/datasets/jobs/versions")).Count.ShouldBe(2);
        (await app.Api.ListAsync($"/api/v1/audit?company={company}&action=quarantine.replay")).Count.ShouldBe(1);
        await VerifyAsync(app, company);
    }

    [Fact]
    public async Task A_backfill_killed_between_a_run_and_its_note_and_again_with_all_companies_in_flight_does_each_partition_once()
    {
        await using var app = await KilledApp.StartAsync(postgres);
        var companies = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            companies.Add(await app.Api.AddCompanyAsync(Jobs("\"%m/%d/%Y\"")));
            await app.Api.UploadAsync(companies[number], "jobs.csv", $"{Heading}1,01/02/2015,Open\n2,01/03/2015,Open\n2,01/03/2015,Open\n3,soon,Open\n", "day1");
        }

        string self;
        await using (var recording = await app.HaltAsync("LOCK TABLE control.run_details IN EXCLUSIVE MODE"))
        {
            var backfill = await app.Api.PostAsync("/api/v1/backfills", new { pipeline = "field-service", companies, from = "2015-06-01", to = "2015-06-02", parallelism = 3, stages = new[] { "ingest", "prepare", "upsert" } });
            self = backfill["links"]!["self"]!.GetValue<string>();
            await recording.WaitAsync();
            await using var noting = await app.HaltAsync(NotingTheFirst);
            await recording.LetGoAsync();
            await noting.WaitAsync();
            await app.KillAsync();
        }

        await using (var publishing = await app.HaltAsync(Publishing))
        {
            await app.StartAgainAsync();
            await publishing.WaitAsync();
            await app.UntilAsync(self, state => state["partitions"]!["running"]?.GetValue<int>() == 3);
            await app.KillAsync();
        }

        await app.StartAgainAsync();
        var end = await app.UntilAsync(self, state => state["status"]!.GetValue<string>() != "running");

        end["status"]!.GetValue<string>().ShouldBe("success", end.ToJsonString());
        end["partitions"]!.ToJsonString().ShouldBe("""{"success":6}""");
        var partitions = await app.Api.ListAsync($"{self}/partitions");
        foreach (var company in companies)
        {
            var own = partitions.Where(partition => partition["company"]!.GetValue<string>() == company).Select(partition => partition["runId"]!.GetValue<string>()).ToList();
            own.ShouldBe([$"{company}:field-service:20150602T045959Z:1", $"{company}:field-service:20150603T045959Z:1"]);
            (await app.Api.ListAsync($"/api/v1/runs?company={company}")).Select(run => run["runId"]!.GetValue<string>()).ShouldBe(own, ignoreOrder: true);
            Counts(await RunAsync(app, own[0]), "prepare").ShouldBe("in 4 good 2 quarantined 1");
            Counts(await RunAsync(app, own[1]), "prepare").ShouldBe("in 0 good 0 quarantined 0");
            (await KeysAsync(app, company)).ShouldBe(["1", "2"], ignoreOrder: true);
            (await app.Api.ListAsync($"/api/v1/companies/{company}/datasets/jobs/versions")).Count.ShouldBe(1);
            await VerifyAsync(app, company);
        }
    }

    [Fact]
    public async Task A_rollback_killed_before_its_commit_has_changed_nothing_and_can_be_asked_for_again()
    {
        await using var app = await KilledApp.StartAsync(postgres);
        var company = await app.Api.AddCompanyAsync(Jobs("\"%m/%d/%Y\""));
        for (var day = 1; day <= 2; day++)
        {
            await app.Api.UploadAsync(company, $"jobs_{day}.csv", $"{Heading}{day},01/0{day}/2015,Open\n", $"day{day}");
            await app.Api.WaitAsync(await app.Api.StartRunAsync(company, $"2015-06-0{day}T20:00:00-05:00"));
        }

        var address = $"/api/v1/companies/{company}/datasets/jobs";
        var rollback = new { version = "v000001", reason = "wrong file", mergeAgain = true };
        await using (var publishing = await app.HaltAsync("LOCK TABLE control.dataset_publications IN EXCLUSIVE MODE"))
        {
            var request = app.Api.PostAsync($"{address}/rollback", rollback);
            await publishing.WaitAsync();
            await app.KillAsync();
            await Should.ThrowAsync<HttpRequestException>(request);
        }

        await app.StartAgainAsync();

        (await KeysAsync(app, company)).ShouldBe(["1", "2"], ignoreOrder: true);
        (await app.Api.ListAsync($"{address}/publications")).Select(entry => entry["kind"]!.GetValue<string>()).ShouldBe(["run", "run"]);
        (await app.Api.ListAsync($"/api/v1/audit?company={company}&action=dataset.roll_back")).ShouldBeEmpty();
        await app.Api.PostAsync($"{address}/rollback", rollback);
        (await KeysAsync(app, company)).ShouldBe(["1"]);
        await app.Api.WaitAsync(await app.Api.StartRunAsync(company, "2015-06-03T20:00:00-05:00"));
        (await KeysAsync(app, company)).ShouldBe(["1", "2"], ignoreOrder: true, "the batch is merged once more, and once");
        (await app.Api.ListAsync($"/api/v1/audit?company={company}&action=dataset.roll_back")).Count.ShouldBe(1);
        await VerifyAsync(app, company);
    }

    private static string Jobs(string formats) => $$"""{ "jobs": { "file_patterns": ["job*"], "key": "job_id", "required": ["created_date"], "date_formats": [{{formats}}] } }""";

    /// <summary>The company's only replay, as it stands.</summary>
    private static async Task<JsonObject> ReplayAsync(KilledApp app, string company)
    {
        var replay = (await app.Api.ListAsync($"/api/v1/companies/{company}/quarantine/replays")).ShouldHaveSingleItem();
        return await app.Api.GetAsync(replay["links"]!["self"]!.GetValue<string>());
    }

    private static Task<JsonObject> RunAsync(KilledApp app, string runId) => app.Api.GetAsync($"/api/v1/runs/{Uri.EscapeDataString(runId)}");

    private static string Counts(JsonObject run, string stage)
    {
        var found = run["companies"]!.AsArray().ShouldHaveSingleItem()!["stages"]!.AsArray().Single(each => each!["stage"]!.GetValue<string>() == stage)!;
        return $"in {found["in"]} good {found["good"]} quarantined {found["quarantined"]!.AsObject().Sum(reason => reason.Value!.GetValue<long>())}";
    }

    private static async Task<IEnumerable<string>> KeysAsync(KilledApp app, string company) =>
        (await app.Api.ListAsync($"/api/v1/companies/{company}/datasets/jobs/rows")).Select(row => row["job_id"]!.GetValue<string>());

    /// <summary>Every byte that is named is there and whole.</summary>
    private static async Task VerifyAsync(KilledApp app, string company)
    {
        var check = await app.Api.PostAsync("/api/v1/checks/verifications", new { companies = new[] { company } });
        var end = await app.UntilAsync(check["links"]!["self"]!.GetValue<string>(), state => state["status"]!.GetValue<string>() != "running");
        end["reports"]![company]!["healthy"]!.GetValue<bool>().ShouldBeTrue(end.ToJsonString());
    }
}
