using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Reconciling;
using DataHound.Storage.ControlPlane.Runs;
using Storage.Tests.ControlPlane.Runs;
using TestSupport;

namespace Storage.Tests.ControlPlane.Reconciling;

public sealed class FoundRunsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string RunId = "acme:field-service:20260301T020000Z:3";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_orchestration_without_a_row_is_recorded_once_and_can_go_on()
    {
        await using var house = await OpenAsync();
        var found = house.Get<IFoundRuns>();

        (await found.ListUnknownAsync([RunId], Token)).ShouldBe([RunId]);
        (await found.RecordAsync(Found(RunId), Token)).ShouldBe(FoundRunOutcome.Recorded);
        (await found.RecordAsync(Found(RunId), Token)).ShouldBe(FoundRunOutcome.Known);

        (await found.ListUnknownAsync([RunId], Token)).ShouldBeEmpty();
        var run = (await house.Get<IRunStore>().FindAsync(RunId, Token)).ShouldNotBeNull();
        (run.Pipeline, run.Attempt, run.AsOf, run.Status, run.RequestedBy).ShouldBe(("field-service", 3, new DateTimeOffset(2026, 3, 1, 2, 0, 0, TimeSpan.Zero), RunStatus.Running, "reconciler"));
        run.InstanceStartedAt.ShouldBe(Found(RunId).StartedAt);
        var act = (await house.Get<IAuditLog>().ListAsync(new AuditQuery { Company = "acme", Action = "reconcile.run_record" }, Token)).Items.ShouldHaveSingleItem();
        act.Act.Subject.ShouldBe($"run:{RunId}");
        await house.CommitAsync(run, await house.ProduceAsync(run, "jobs", "1"));
        (await house.Get<IRunStore>().FindAsync(RunId, Token))!.Status.ShouldNotBe(RunStatus.Running);
        (await house.StartRunAsync("acme")).Attempt.ShouldBe(4, "the next of the window does not take its name");
    }

    [Fact]
    public async Task It_waits_while_another_run_of_its_company_is_active()
    {
        await using var house = await OpenAsync();
        var active = await house.StartRunAsync("acme");
        (await house.Get<IFoundRuns>().RecordAsync(Found(RunId), Token)).ShouldBe(FoundRunOutcome.Conflict);
        await house.Get<IRunStore>().FinishRunAsync(active.RunId, null, Token);
        (await house.Get<IFoundRuns>().RecordAsync(Found(RunId), Token)).ShouldBe(FoundRunOutcome.Recorded);
    }

    [Theory]
    [InlineData("check:0123")]
    [InlineData("acme:field-service:20260301:1")]
    [InlineData("acme:field-service:20260301T020000Z:0")]
    [InlineData("other:field-service:20260301T020000Z:1")]
    public async Task What_is_no_run_is_not_recorded(string instance)
    {
        await using var house = await OpenAsync();
        (await house.Get<IFoundRuns>().RecordAsync(Found(instance), Token)).ShouldBe(FoundRunOutcome.NoRun);
    }

    private async Task<StorageHouse> OpenAsync() => await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());

    private static FoundRun Found(string id) => new() { RunId = id, Companies = ["acme"], Stages = ["ingest", "upsert"], StartedAt = new DateTimeOffset(2026, 3, 1, 2, 0, 5, TimeSpan.Zero) };
}
