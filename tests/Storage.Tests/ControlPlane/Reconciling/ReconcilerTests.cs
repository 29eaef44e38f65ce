using DataHound.Domain.Observability;
using DataHound.Domain.Pipelines;
using DataHound.Domain.Reviews;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Events;
using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Reconciling;
using DataHound.Storage.ControlPlane.Reviews;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Checks;
using DataHound.Storage.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Storage.Tests.ControlPlane.Events;
using Storage.Tests.ControlPlane.Runs;
using TestSupport;

namespace Storage.Tests.ControlPlane.Reconciling;

public sealed class ReconcilerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_that_agree_are_healthy()
    {
        await using var house = await OpenAsync();
        await PublishEventsAsync(house, EventRows.Active("a"));
        house.Clock.Advance(TimeSpan.FromHours(1));

        var outcome = await ReconcileAsync(house);

        outcome.Findings.ShouldBeEmpty();
        ((bool)outcome.Report["healthy"]!, (long)outcome.Report["findings"]!).ShouldBe((true, 0));
    }

    [Fact]
    public async Task The_event_index_is_mended_after_the_event_dataset_and_the_mending_is_audited()
    {
        await using var house = await OpenAsync();
        await PublishEventsAsync(house, EventRows.Active("lost"), EventRows.Active("changed"), EventRows.Active("same"));
        var index = house.Get<IEventIndex>();
        await house.Database.Command("DELETE FROM control.events_index WHERE event_id = 'lost'").RunAsync(Token);
        await house.Database.Command("UPDATE control.events_index SET status = 'resolved' WHERE event_id = 'changed'").RunAsync(Token);
        await index.UpsertEventsIndexAsync("acme", "run", null, EventRows.Stream(EventRows.Active("unknown"), EventRows.Active("over") with { Status = "resolved" }), Token);

        var outcome = await ReconcileAsync(house);

        outcome.Findings.Select(finding => $"{finding.Kind} {finding.Path}").ShouldBe(["event_without_index_row event:lost", "index_row_without_event event:unknown", "index_row_differs event:changed"]);
        ((bool)outcome.Report["healthy"]!, (long)outcome.Report["mended"]!).ShouldBe((true, 3));
        foreach (var (id, status) in ((string, string)[])[("lost", "active"), ("changed", "active"), ("same", "active"), ("unknown", "resolved"), ("over", "resolved")])
            (await index.FindAsync("acme", id, Token)).ShouldNotBeNull().Status.ShouldBe(status, id);
        (await index.FindAsync("acme", "unknown", Token))!.Reason.ShouldBe("no_master_event");
        var act = (await house.Get<IAuditLog>().ListAsync(new AuditQuery { Company = "acme", Action = "reconcile.events" }, Token)).Items.ShouldHaveSingleItem();
        (act.Act.Subject, act.Act.After, act.Act.By.Actor).ShouldBe(("events:canceled_jobs", "1 added, 1 changed, 1 resolved", "reconciler"));
        (await ReconcileAsync(house)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_dataset_found_in_order_is_read_again_only_when_something_touched_it_or_the_index()
    {
        await using var house = await OpenAsync();
        await PublishEventsAsync(house, EventRows.Active("a"), EventRows.Active("b"));
        await ReconcileAsync(house);
        var reads = house.EventRows.Reads;

        (await DatasetsAsync(house)).ShouldBe((0, 1));
        house.EventRows.Reads.ShouldBe(reads);
        foreach (var damage in (string[])["UPDATE control.events_index SET severity = 'critical' WHERE event_id = 'a'", "UPDATE control.events_index SET status = 'resolved' WHERE event_id = 'b'", "DELETE FROM control.events_index WHERE event_id = 'a'"])
        {
            await house.Database.Command(damage).RunAsync(Token);
            (await ReconcileAsync(house)).Findings.Count.ShouldBe(1, damage);
            (await DatasetsAsync(house)).ShouldBe((0, 1));
        }

        await PublishEventsAsync(house, EventRows.Active("a"), EventRows.Active("b"), EventRows.Active("c"));
        (await DatasetsAsync(house)).ShouldBe((1, 0));
    }

    [Fact]
    public async Task The_event_index_goes_back_with_its_dataset()
    {
        await using var house = await OpenAsync();
        await PublishEventsAsync(house, EventRows.Active("stays"), EventRows.Active("ended"));
        house.Clock.Advance(TimeSpan.FromHours(1));
        await PublishEventsAsync(house, EventRows.Active("stays"), EventRows.Active("ended") with { Status = "resolved", Reason = "too_old" }, EventRows.Active("new"));

        await house.Get<IDatasetHistory>().RollBackAsync(
            new RollbackRequest { Company = "acme", Dataset = "events_canceled_jobs", VersionTag = "v000001", By = new Initiator("ann", Reason: "damaged"), MergeAgain = false }, Token);

        foreach (var (id, status) in ((string, string)[])[("stays", "active"), ("ended", "active"), ("new", "resolved")])
            (await house.Get<IEventIndex>().FindAsync("acme", id, Token)).ShouldNotBeNull().Status.ShouldBe(status, id);
        (await ReconcileAsync(house)).Findings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_check_mended_is_kept_as_its_findings_and_told_without_an_alert()
    {
        await using var house = await OpenAsync();
        await PublishEventsAsync(house, EventRows.Active("lost"));
        await house.Database.Command("DELETE FROM control.events_index").RunAsync(Token);

        (await CheckAsync(house)).ShouldBeTrue();

        var check = (await house.Get<IDataChecks>().ListAsync(DataCheckKind.Reconciliation, 1, null, Token)).Items[0];
        (await house.Get<IDataChecks>().ListFindingsAsync(check.Id, null, 10, null, Token)).Items.ShouldHaveSingleItem().Finding.Kind.ShouldBe("event_without_index_row");
        (await house.Database.Command("SELECT count(*) FROM control.notices WHERE kind = 'drift_found'").ScalarAsync<long>(Token)).ShouldBe(1);
        (await house.Database.Command("SELECT count(*) FROM control.alerts WHERE subject = 'drift:acme'").ScalarAsync<long>(Token)).ShouldBe(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_index_never_follows_a_damaged_event_dataset_and_the_rest_is_checked_all_the_same(bool missing)
    {
        await using var house = await OpenAsync();
        await PublishEventsAsync(house, EventRows.Active("a"));
        var file = Directory.GetFiles(house.Home, "part-*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        if (missing)
            File.Delete(file);
        else
            await File.WriteAllBytesAsync(file, (await File.ReadAllBytesAsync(file, Token)).Select(value => (byte)~value).ToArray(), Token);
        await house.Database.Command("UPDATE control.events_index SET status = 'resolved'").RunAsync(Token);

        var outcome = await ReconcileAsync(house);

        outcome.Findings.Select(finding => finding.Kind).ShouldBe(missing ? ["event_dataset_damaged", "object_missing"] : ["event_dataset_damaged"]);
        ((bool)outcome.Report["healthy"]!, (long)outcome.Report["mended"]!).ShouldBe((false, 0));
        (await house.Get<IEventIndex>().FindAsync("acme", "a", Token)).ShouldNotBeNull().Status.ShouldBe("resolved");
    }

    [Fact]
    public async Task Runs_without_an_orchestration_or_without_life_and_ends_that_differ_are_reported()
    {
        await using var house = await OpenAsync();
        var unstarted = await house.StartRunAsync("acme");
        (await ReconcileAsync(house)).Findings.ShouldBeEmpty("it is being started");
        house.Clock.Advance(TimeSpan.FromHours(1));
        (await KindsAsync(house)).ShouldBe([$"run_without_instance run:{unstarted.RunId}"]);

        await house.Get<IRunStore>().MarkStartedAsync(unstarted.RunId, Token);
        house.Clock.Advance(TimeSpan.FromHours(1));
        (await KindsAsync(house)).ShouldBe([$"run_stuck run:{unstarted.RunId}"]);

        await house.Get<IRunStore>().FinishRunAsync(unstarted.RunId, null, Token);
        await house.Database.Command("UPDATE control.run_companies SET status = 'running', finished_at = NULL").RunAsync(Token);
        (await KindsAsync(house)).ShouldBe([$"run_state_differs run:{unstarted.RunId}"]);
    }

    [Fact]
    public async Task Ended_runs_without_a_notice_are_drift_when_more_are_missing_than_may_be()
    {
        await using var strict = await OpenAsync();
        await LoseNoticeAsync(strict);
        var failed = await ReconcileAsync(strict);
        failed.Findings.Select(finding => finding.Kind).ShouldBe(["run_without_notice"]);
        ((bool)failed.Report["healthy"]!, (bool)failed.Report["drift"]!["failed"]!, (long)failed.Report["drift"]!["missing"]!).ShouldBe((false, true, 1));

        await using var lenient = await OpenAsync(new ReconcilingOptions { MaxMissing = 1 });
        await LoseNoticeAsync(lenient);
        var passed = await ReconcileAsync(lenient);
        passed.Findings.Select(finding => finding.Kind).ShouldBe(["run_without_notice"]);
        ((bool)passed.Report["healthy"]!, (bool)passed.Report["drift"]!["failed"]!).ShouldBe((true, false));
    }

    [Fact]
    public async Task Notices_that_nobody_routed_are_reported()
    {
        await using var house = await OpenAsync();
        await house.CommitAsync("acme", "1");
        house.Clock.Advance(TimeSpan.FromHours(1));

        (await KindsAsync(house)).ShouldHaveSingleItem().ShouldStartWith("notice_unrouted notice:");
    }

    [Fact]
    public async Task A_gate_that_is_ready_without_a_notice_and_a_decision_that_its_run_was_not_told_are_reported()
    {
        await using var house = await OpenAsync();
        var run = await house.StartRunAsync("acme");
        await house.Get<IRunStore>().MarkStartedAsync(run.RunId, Token);
        var gate = await house.Get<IReviewGates>().OpenAsync(new StageGateRequest
        {
            RunId = run.RunId, Company = "acme", Stage = "upsert", InstanceId = run.RunId, Mode = ReviewMode.Strict, Required = [], TimeLimit = TimeSpan.FromHours(9),
        }, Token);
        await house.Database.Command("UPDATE control.review_gates SET ready = true").RunAsync(Token);
        await house.Database.Command("UPDATE control.review_gate_details SET status = 'approved', decided_at = opened_at, decided_by = 'ann'").RunAsync(Token);
        await house.Database.Command("DELETE FROM control.notices").RunAsync(Token);
        house.Clock.Advance(TimeSpan.FromHours(1));
        await house.Get<IRunStore>().HeartbeatAsync(run.RunId, Token);

        (await KindsAsync(house)).ShouldBe([$"gate_undelivered gate:{gate.Id}", $"gate_without_notice gate:{gate.Id}"]);
    }

    [Fact]
    public async Task A_lost_file_of_a_current_version_opens_an_alert_and_stray_objects_are_told()
    {
        await using var house = await OpenAsync();
        var version = await house.CommitAsync("acme", "1");
        await RouteAsync(house);
        File.Delete(Path.Combine(house.Home, "objects", version.Files[0].Path));
        await house.WriteAsync("acme/gold/dataset=jobs/dt=2026-01-01/part-0123456789abcdef-0.parquet", "stray", 1);
        house.Clock.Advance(TimeSpan.FromDays(400));

        (await CheckAsync(house)).ShouldBe(false);

        (await house.Database.Command("SELECT subject, alert_change FROM control.notices WHERE kind = 'integrity_failed'").ListAsync(reader => $"{reader.GetString(0)} {reader.GetString(1)}", Token))
            .ShouldBe(["integrity:acme open"]);
        (await KindsAsync(house)).ShouldBe([$"object_missing {version.Files[0].Path}", "object_orphan acme/gold/dataset=jobs/dt=2026-01-01/part-0123456789abcdef-0.parquet"]);
    }

    [Fact]
    public async Task Drift_is_told_once_a_day_and_its_end_ends_the_alert()
    {
        await using var house = await OpenAsync();
        await LoseNoticeAsync(house);
        (await CheckAsync(house)).ShouldBe(false);
        (await CheckAsync(house)).ShouldBe(false);
        (await NoticesAsync(house, "drift_found")).ShouldBe(1);
        await RouteAsync(house);
        (await house.Database.Command("SELECT state FROM control.alerts WHERE subject = 'drift:acme'").ScalarAsync<string>(Token)).ShouldBe("open");

        house.Clock.Advance(TimeSpan.FromDays(30));
        (await CheckAsync(house)).ShouldBe(true);
        await RouteAsync(house);

        (await NoticesAsync(house, "checks_passed")).ShouldBe(1);
        (await house.Database.Command("SELECT state FROM control.alerts WHERE subject = 'drift:acme'").ScalarAsync<string>(Token)).ShouldBe("resolved");
    }

    [Fact]
    public async Task Old_reports_are_forgotten()
    {
        await using var house = await OpenAsync();
        await CheckAsync(house);
        house.Clock.Advance(TimeSpan.FromDays(31));
        await CheckAsync(house);

        (await house.Get<IDataChecks>().ListAsync(DataCheckKind.Reconciliation, 10, null, Token)).Items.ShouldHaveSingleItem();
    }

    private async Task<StorageHouse> OpenAsync(ReconcilingOptions? options = null) =>
        await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync(), services => services.AddSingleton(options ?? new ReconcilingOptions()));

    private static async Task PublishEventsAsync(StorageHouse house, params EventIndexRow[] events)
    {
        var run = await house.StartRunAsync("acme");
        var result = await house.ProduceAsync(run, "events_canceled_jobs", "events");
        house.EventRows.Put(result.Versions[0].Files[0].Path, events);
        await house.CommitAsync(run, result with { Counts = new StageCounts(), Versions = [result.Versions[0] with { IndexEvents = true }] });
        await RouteAsync(house);
    }

    private static async Task<(int Compared, int Unchanged)> DatasetsAsync(StorageHouse house)
    {
        var datasets = (await ReconcileAsync(house)).Report["event_datasets"]!;
        return ((int)datasets["compared"]!, (int)datasets["unchanged"]!);
    }

    private static async Task LoseNoticeAsync(StorageHouse house)
    {
        await house.CommitAsync("acme", "1");
        await house.Database.Command("DELETE FROM control.notices").RunAsync(Token);
        house.Clock.Advance(TimeSpan.FromHours(1));
    }

    /// <summary>Runs a whole check, as the orchestration does.</summary>
    private static async Task<bool> CheckAsync(StorageHouse house)
    {
        var checks = house.Get<IDataChecks>();
        var check = await checks.StartAsync(DataCheckKind.Reconciliation, new DataCheckRequest { Companies = ["acme"] }, new Initiator("test"), Token);
        await checks.WorkAsync(check.Id, "acme", Token);
        await checks.FinishAsync(check.Id, null, Token);
        return (bool)(await checks.FindAsync(check.Id, Token))!.Reports["acme"]["healthy"]!;
    }

    /// <summary>Routes what waits, and takes its messages for sent.</summary>
    private static async Task RouteAsync(StorageHouse house)
    {
        while (await house.Get<INotificationRouter>().RouteAsync(100, Token) > 0)
        {
        }

        await house.Database.Command("UPDATE control.notification_deliveries SET state = 'sent', finished_at = created_at WHERE state = 'pending'").RunAsync(Token);
    }

    private static Task<long> NoticesAsync(StorageHouse house, string kind) =>
        house.Database.Command("SELECT count(*) FROM control.notices WHERE kind = @kind", ("kind", kind)).ScalarAsync<long>(Token);

    private static Task<CheckOutcome> ReconcileAsync(StorageHouse house) => house.Get<Reconciler>().ReconcileAsync("acme", Token);

    private static async Task<IEnumerable<string>> KindsAsync(StorageHouse house) => (await ReconcileAsync(house)).Findings.Select(finding => $"{finding.Kind} {finding.Path}");
}
