using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.Api;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.DataPlane;

public sealed class DataPlaneTests(DataFixture app) : IClassFixture<DataFixture>
{
    private const string Heading = "Job ID,Created Date,Customer ID,Status\n";

    [Fact]
    public async Task The_past_can_be_read_and_a_dataset_rolled_back_and_the_next_run_goes_on_from_there()
    {
        var company = await app.AddCompanyAsync();
        await app.DeliverAsync(company, "jobs_1.csv", $"{Heading}1,01/02/2015,7,Completed\n2,01/03/2015,7,Completed\n", day: 1);
        var then = await PublishedAsync(company, "v000001");
        await app.DeliverAsync(company, "jobs_2.csv", $"{Heading}2,01/03/2015,7,Canceled\n3,01/04/2015,7,Completed\n", day: 2);

        (await KeysAsync(company)).ShouldBe(["1", "2", "3"], ignoreOrder: true);
        (await KeysAsync(company, "?version=v000001")).ShouldBe(["1", "2"], ignoreOrder: true);
        (await KeysAsync(company, $"?asOf={Uri.EscapeDataString(then)}")).ShouldBe(["1", "2"], ignoreOrder: true);
        var before = await app.Client.GetAsync($"/api/v1/companies/{company}/datasets/jobs/rows?asOf=2001-01-01T00:00:00Z");
        await before.ShouldBeProblemAsync(HttpStatusCode.NotFound, "version_unknown");

        using var rolledBack = await RollBackAsync(company, "v000001");
        var result = (await rolledBack.Content.ReadFromJsonAsync<JsonObject>())!;
        rolledBack.StatusCode.ShouldBe(HttpStatusCode.OK, result.ToJsonString());
        result["batches"]!.AsArray().Select(batch => (string)batch!["versionTag"]!).ShouldBe(["v000002"]);
        (await KeysAsync(company)).ShouldBe(["1", "2"], ignoreOrder: true);
        using var again = await RollBackAsync(company, "v000001");
        await again.ShouldBeProblemAsync(HttpStatusCode.Conflict, "version_current");

        await app.DeliverAsync(company, "jobs_3.csv", $"{Heading}4,01/05/2015,7,Completed\n", day: 3);

        (await KeysAsync(company)).ShouldBe(["1", "2", "4"], ignoreOrder: true, "the batch that was rolled back stays out");
        var entries = await app.Api.ListAsync($"/api/v1/companies/{company}/datasets/jobs/publications");
        (await app.Api.ListAsync($"/api/v1/audit?company={company}&action=dataset.roll_back")).ShouldHaveSingleItem()["reason"]!.GetValue<string>().ShouldBe("wrong file");
        entries.Select(entry => $"{entry["versionTag"]} {entry["kind"]} {entry["actor"]}").ShouldBe(["v000003 run run", "v000001 rollback http", "v000002 run run", "v000001 run run"]);
    }

    [Fact]
    public async Task A_batch_that_shall_be_merged_again_is_taken_by_the_next_run()
    {
        var company = await app.AddCompanyAsync();
        await app.DeliverAsync(company, "jobs_1.csv", $"{Heading}1,01/02/2015,7,Completed\n", day: 1);
        await app.DeliverAsync(company, "jobs_2.csv", $"{Heading}2,01/03/2015,7,Completed\n", day: 2);
        (await RollBackAsync(company, "v000001", mergeAgain: true)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await KeysAsync(company)).ShouldBe(["1"]);

        await app.Api.WaitAsync(await app.Api.StartRunAsync(company, "2015-06-03T20:00:00-05:00"));

        (await KeysAsync(company)).ShouldBe(["1", "2"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_rollback_is_refused_while_a_run_is_active()
    {
        var company = await app.AddCompanyAsync();
        await app.DeliverAsync(company, "jobs_1.csv", $"{Heading}1,01/02/2015,7,Completed\n", day: 1);
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(number => $"{number},01/02/2015,7,Completed\n"));
        using var content = new StringContent(Heading + rows);
        await app.Client.PutAsync($"/api/v1/companies/{company}/files/jobs_2.csv?delivery=day2", content);
        var run = await app.Api.StartRunAsync(company, "2015-06-02T20:00:00-05:00");

        using var refused = await RollBackAsync(company, "v000001");

        await refused.ShouldBeProblemAsync(HttpStatusCode.Conflict, "run_active");
        (await app.Api.WaitAsync(run))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task Verification_finds_a_flipped_bit_and_tells_how_to_mend_it()
    {
        var company = await app.AddCompanyAsync();
        await app.DeliverAsync(company, "jobs_1.csv", $"{Heading}1,01/02/2015,7,Completed\n", day: 1);
        await app.DeliverAsync(company, "jobs_2.csv", $"{Heading}2,01/03/2015,7,Completed\n", day: 2);
        (await app.CheckAsync("verifications", company)).Report["healthy"]!.GetValue<bool>().ShouldBeTrue();
        var file = Path.Combine(app.Objects, await FileAsync(company, "v000002"));
        var bytes = await File.ReadAllBytesAsync(file);
        bytes[bytes.Length / 3] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        var (report, self) = await app.CheckAsync("verifications", company);

        (report["healthy"]!.GetValue<bool>(), report["checksum"]!.GetValue<int>()).ShouldBe((false, 1));
        report["repairs"]![0]!["newest_good_version"]!.GetValue<string>().ShouldBe("v000001");
        var finding = (await app.Api.ListAsync($"{self}/findings")).ShouldHaveSingleItem();
        (finding["kind"]!.GetValue<string>(), finding["detail"]!["dataset"]!.GetValue<string>()).ShouldBe(("checksum", "jobs"));
    }

    [Fact]
    public async Task Garbage_is_collected_only_after_a_dry_run_would_say_so_and_removed_versions_say_so()
    {
        var company = await app.AddCompanyAsync();
        await app.DeliverAsync(company, "jobs_1.csv", $"{Heading}1,01/02/2015,7,Completed\n", day: 1);
        await app.DeliverAsync(company, "jobs_2.csv", $"{Heading}2,01/03/2015,7,Completed\n", day: 2);
        var old = Path.Combine(app.Objects, await FileAsync(company, "v000001"));

        var (dry, _) = await app.CheckAsync("collections", company, dryRun: true);
        dry["versions_removable"]!.GetValue<int>().ShouldBeGreaterThan(0);
        File.Exists(old).ShouldBeTrue();
        var (report, self) = await app.CheckAsync("collections", company);

        report["versions_removed"]!.GetValue<int>().ShouldBe(dry["versions_removable"]!.GetValue<int>());
        report["bytes_freed"]!.GetValue<long>().ShouldBeGreaterThan(0);
        File.Exists(old).ShouldBeFalse();
        (await app.Api.ListAsync($"{self}/findings?kind=object_deleted")).Count.ShouldBe(report["objects_deleted"]!.GetValue<int>());
        (await KeysAsync(company)).ShouldBe(["1", "2"], ignoreOrder: true);
        using var gone = await app.Client.GetAsync($"/api/v1/companies/{company}/datasets/jobs/rows?version=v000001");
        await gone.ShouldBeProblemAsync(HttpStatusCode.Gone, "version_removed");
        (await app.CheckAsync("verifications", company)).Report["healthy"]!.GetValue<bool>().ShouldBeTrue("what is kept is whole");
        (await app.DeliverAsync(company, "jobs_3.csv", $"{Heading}3,01/04/2015,7,Completed\n", day: 3))["status"]!.GetValue<string>().ShouldBe("success");
    }

    [Fact]
    public async Task A_collection_killed_after_its_first_deletion_is_finished_by_the_next_start()
    {
        var company = await app.AddCompanyAsync();
        for (var day = 1; day <= 4; day++)
            await app.DeliverAsync(company, $"jobs_{day}.csv", $"{Heading}{day},01/0{day}/2015,7,Completed\n", day);
        var old = new List<string>();
        foreach (var tag in new[] { "v000001", "v000002", "v000003" })
            old.Add(Path.Combine(app.Objects, await FileAsync(company, tag)));
        var check = await app.StartCheckAsync("collections", company);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (old.TrueForAll(File.Exists))
            await Task.Delay(1, limit.Token);

        await app.KillAndStartAsync();
        await app.EndAsync(check, company);

        old.ShouldAllBe(file => !File.Exists(file));
        (await KeysAsync(company)).ShouldBe(["1", "2", "3", "4"], ignoreOrder: true);
        (await app.CheckAsync("verifications", company)).Report["healthy"]!.GetValue<bool>().ShouldBeTrue("what is kept is whole");
        (await app.CheckAsync("collections", company)).Report["objects_deleted"]!.GetValue<int>().ShouldBe(0);
    }

    [Fact]
    public async Task Versions_and_rows_lead_back_to_files_and_lines()
    {
        var company = await app.AddCompanyAsync();
        await app.DeliverAsync(company, "customers.csv", "Customer ID,Customer Name\n6,Bo\n7,Ann\n", day: 1);
        await app.DeliverAsync(company, "jobs_1.csv", $"{Heading}1,01/02/2015,7,Completed\n2,01/03/2015,7,Completed\n", day: 2);

        var lineage = await app.Api.ListAsync($"/api/v1/companies/{company}/datasets/jobs/versions/v000001/lineage");
        lineage.Select(node => $"{node["depth"]} {node["dataset"]} {node["sources"]!.AsArray().FirstOrDefault()?["name"]}").ShouldBe(["0 jobs ", "1 jobs_silver jobs_1.csv"]);
        var row = (await app.Api.GetAsync($"/api/v1/companies/{company}/datasets/jobs/rows/2/lineage"))["steps"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)row["sourceFile"]!, (int)row["sourceLine"]!, (string)row["file"]!["name"]!).ShouldBe(("day2/jobs_1.csv", 3, "jobs_1.csv"));
        var profile = (await app.Api.GetAsync($"/api/v1/companies/{company}/datasets/profiles/rows/7/lineage"))["steps"]!.AsArray();
        profile.Select(step => $"{step!["dataset"]} {step["sourceLine"]}").ShouldBe(["profiles ", "customers 3"]);
        using var nobody = await app.Client.GetAsync($"/api/v1/companies/{company}/datasets/jobs/rows/nobody/lineage");
        await nobody.ShouldBeProblemAsync(HttpStatusCode.NotFound, "row_unknown");
    }

    [Fact]
    public async Task A_contract_is_kept_and_drift_is_shown_with_the_run()
    {
        var company = await app.AddCompanyAsync(""", "contract": { "new_columns": "freeze", "columns": { "hold_reason": { "new": "discard_row" } } }""");
        var run = await app.DeliverAsync(company, "jobs_1.csv", "Job ID,Created Date,Hold Reason\n1,01/02/2015,\n2,01/03/2015,parts\n", day: 1);
        run["status"]!.GetValue<string>().ShouldBe("success", run.ToJsonString());
        var prepared = run["companies"]![0]!["stages"]!.AsArray().Single(stage => (string)stage!["stage"]! == "prepare")!;
        ((long)prepared["good"]!, (long)prepared["discarded"]!["contract_new_column"]!).ShouldBe((1, 1));
        prepared["units"]![0]!["details"]!["drift"]!.AsArray().ShouldContain(drift => (string)drift!["column"]! == "hold_reason");
        (await app.Api.ListAsync($"/api/v1/companies/{company}/schema-drift?dataset=jobs")).ShouldContain(drift => (string)drift["column"]! == "hold_reason" && (string)drift["action"]! == "discardRow");

        var frozen = await app.DeliverAsync(company, "jobs_2.csv", "Job ID,Created Date,Crew Size\n3,01/02/2015,2\n", day: 2);

        frozen["status"]!.GetValue<string>().ShouldBe("failed");
        frozen["errors"]![0]!["code"]!.GetValue<string>().ShouldBe("schema_frozen");
        (await KeysAsync(company)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task Two_versions_can_be_compared()
    {
        var company = await app.AddCompanyAsync();
        await app.DeliverAsync(company, "jobs_1.csv", $"{Heading}1,01/02/2015,7,Completed\n2,01/03/2015,7,Completed\n", day: 1);
        await app.DeliverAsync(company, "jobs_2.csv", $"{Heading}2,01/03/2015,7,Canceled\n3,01/04/2015,7,Completed\n", day: 2);
        var parity = $"/api/v1/companies/{company}/datasets/jobs/parity";

        var report = (await app.Api.GetAsync($"{parity}?from=v000001"))["report"]!;

        (report["equal"]!.GetValue<bool>(), report["rowsFrom"]!.GetValue<long>(), report["rowsTo"]!.GetValue<long>(), report["keysOnlyTo"]!.GetValue<long>()).ShouldBe((false, 2, 3, 1));
        report["columns"]!.AsArray().Select(column => $"{column!["name"]} {column["differing"]}").ShouldBe(["status 1"]);
        (await app.Api.ListAsync($"{parity}/onlyTo?from=v000001")).ShouldHaveSingleItem()["key"]!["job_id"]!.GetValue<string>().ShouldBe("3");
        var cell = (await app.Api.ListAsync($"{parity}/cells?from=v000001&to=v000002&column=status")).ShouldHaveSingleItem();
        (cell["from"]!.GetValue<string>(), cell["to"]!.GetValue<string>()).ShouldBe(("Completed", "Canceled"));
        (await app.Api.GetAsync($"{parity}?from=v000002"))["report"]!["sameBytes"]!.GetValue<bool>().ShouldBeTrue();
        using var incomplete = await app.Client.GetAsync(parity);
        await incomplete.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "parity_incomplete");
    }

    [Fact]
    public async Task Reconciliation_reports_on_demand_and_finds_nothing_apart_after_a_run()
    {
        var company = await app.AddCompanyAsync();
        await app.DeliverAsync(company, "jobs_1.csv", $"{Heading}1,01/02/2015,7,Completed\n", day: 1);

        (await app.CheckAsync("reconciliations", company)).Report["healthy"]!.GetValue<bool>().ShouldBeTrue();

        using var started = await app.Client.PostAsync("/api/v1/reconciliation", content: null);
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var latest = await app.WaitForCheckAsync("/api/v1/reconciliation");
        latest["reports"]![company]!["healthy"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task An_orchestration_without_a_row_is_recorded_and_ends_as_a_run()
    {
        var company = await app.AddCompanyAsync();
        var runId = $"{company}:field-service:20150601T010000Z:1";
        var input = ApiDriver.Json($$"""{ "RunId": "{{runId}}", "Companies": ["{{company}}"], "Stages": ["ingest"] }""");
        using var begun = await app.Client.PostAsync($"/runtime/webhooks/durabletask/orchestrators/RunPipeline/{runId}", input);
        begun.IsSuccessStatusCode.ShouldBeTrue(await begun.Content.ReadAsStringAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (true)
        {
            using var answer = await app.Client.GetAsync($"/api/v1/runs/{runId}", limit.Token);
            if (answer.IsSuccessStatusCode)
                break;
            await Task.Delay(200, limit.Token);
        }

        (await app.Api.ListAsync($"/api/v1/audit?company={company}&action=reconcile.run_record")).ShouldHaveSingleItem()["subject"]!.GetValue<string>().ShouldBe($"run:{runId}");
        (await app.Api.WaitAsync(runId))["status"]!.GetValue<string>().ShouldBeOneOf("success", "failed");
    }

    private async Task<IEnumerable<string>> KeysAsync(string company, string query = "") =>
        (await app.Api.ListAsync($"/api/v1/companies/{company}/datasets/jobs/rows{query}")).Select(row => row["job_id"]!.GetValue<string>());

    private async Task<JsonObject> VersionAsync(string company, string tag) =>
        (await app.Api.ListAsync($"/api/v1/companies/{company}/datasets/jobs/versions")).Single(version => version["versionTag"]!.GetValue<string>() == tag);

    private async Task<string> PublishedAsync(string company, string tag) => (await VersionAsync(company, tag))["createdAt"]!.GetValue<string>();

    private async Task<string> FileAsync(string company, string tag) => (await VersionAsync(company, tag))["files"]![0]!["path"]!.GetValue<string>();

    private Task<HttpResponseMessage> RollBackAsync(string company, string version, bool mergeAgain = false) =>
        app.Client.PostAsJsonAsync($"/api/v1/companies/{company}/datasets/jobs/rollback", new { version, reason = "wrong file", mergeAgain });
}
