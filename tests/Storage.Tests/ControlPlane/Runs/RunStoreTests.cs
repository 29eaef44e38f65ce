using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Idempotency;
using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.ControlPlane.Sql;
using TestSupport;

namespace Storage.Tests.ControlPlane.Runs;

public sealed class RunStoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Initiator By = new("someone", "request-1");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_run_is_named_after_company_pipeline_window_and_attempt()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("named");
        run.RunId.ShouldBe("named:field-service:20260301T020000Z:1");
        run.Status.ShouldBe(RunStatus.Running);
        run.AsOf.ShouldBe(RunBuilder.AsOf);
        run.Stages.ShouldBe(["ingest", "prepare", "upsert"]);
    }

    [Fact]
    public async Task The_next_run_of_a_window_is_the_next_attempt()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var first = await house.StartRunAsync("again");
        await house.Get<IRunStore>().FinishRunAsync(first.RunId, null, Token);
        (await house.StartRunAsync("again")).Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task The_same_key_and_request_give_the_same_run()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var runs = house.Get<IRunStore>();
        var first = await runs.StartAsync(RunBuilder.Request("keyed", "key-1"), Token);
        var second = await runs.StartAsync(RunBuilder.Request("keyed", "key-1"), Token);
        first.Outcome.ShouldBe(StartRunOutcome.Created);
        second.Outcome.ShouldBe(StartRunOutcome.Existing);
        second.Run!.RunId.ShouldBe(first.Run!.RunId);
    }

    [Fact]
    public async Task The_same_key_with_another_request_is_refused()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var runs = house.Get<IRunStore>();
        await runs.StartAsync(RunBuilder.Request("reused", "key-2", "one"), Token);
        (await runs.StartAsync(RunBuilder.Request("reused", "key-2", "two"), Token)).Outcome.ShouldBe(StartRunOutcome.KeyReused);
    }

    [Fact]
    public async Task A_key_is_forgotten_after_a_day()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var runs = house.Get<IRunStore>();
        var first = await runs.StartAsync(RunBuilder.Request("forgotten", "key-3", "one"), Token);
        await runs.FinishRunAsync(first.Run!.RunId, null, Token);
        house.Clock.Advance(TimeSpan.FromHours(25));
        (await runs.StartAsync(RunBuilder.Request("forgotten", "key-3", "two"), Token)).Outcome.ShouldBe(StartRunOutcome.Created);
    }

    [Fact]
    public async Task A_key_of_work_that_is_brought_on_after_a_crash_outlives_weeks_of_outage()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var runs = house.Get<IRunStore>();
        var request = RunBuilder.Request("outage").UnderOwnKey("key-4");
        var first = await runs.StartAsync(request, Token);
        await runs.FinishRunAsync(first.Run!.RunId, null, Token);
        house.Clock.Advance(TimeSpan.FromDays(60));
        await house.Get<IIdempotencyKeys>().PruneAsync(Token);
        (await runs.StartAsync(request, Token)).Run.ShouldNotBeNull().RunId.ShouldBe(first.Run.RunId);
    }

    [Fact]
    public async Task A_second_run_of_the_same_company_and_pipeline_is_in_conflict_while_one_is_active()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var active = await house.StartRunAsync("busy");
        var answer = await house.Get<IRunStore>().StartAsync(RunBuilder.Request("busy") with { Companies = ["another", "busy"] }, Token);
        answer.Outcome.ShouldBe(StartRunOutcome.Conflict);
        answer.ActiveRunId.ShouldBe(active.RunId);
        answer.ActiveCompany.ShouldBe("busy");
    }

    [Fact]
    public async Task Of_many_starts_at_once_one_wins()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(index => house.Get<IRunStore>().StartAsync(RunBuilder.Request("raced", $"race-{index}"), Token)));
        answers.Count(answer => answer.Outcome is StartRunOutcome.Created).ShouldBe(1);
        answers.Count(answer => answer.Outcome is StartRunOutcome.Conflict).ShouldBe(15);
    }

    [Fact]
    public async Task Of_many_starts_with_one_key_at_once_all_get_the_same_run()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => house.Get<IRunStore>().StartAsync(RunBuilder.Request("shared", "race"), Token)));
        answers.Select(answer => answer.Run!.RunId).Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_run_without_an_orchestration_is_listed_until_it_is_marked_as_started()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var runs = house.Get<IRunStore>();
        var run = await house.StartRunAsync("unstarted");
        (await runs.ListUnstartedAsync(10, Token)).Select(item => item.RunId).ShouldBe([run.RunId]);
        await runs.MarkStartedAsync(run.RunId, Token);
        (await runs.ListUnstartedAsync(10, Token)).ShouldBeEmpty();
        (await runs.ListActiveAsync(10, Token)).Select(item => item.RunId).ShouldBe([run.RunId]);
    }

    [Fact]
    public async Task A_run_succeeds_only_when_every_company_did()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var runs = house.Get<IRunStore>();
        var run = (await runs.StartAsync(RunBuilder.Request("x") with { Companies = ["good", "bad"] }, Token)).Run!;
        run.RunId.ShouldStartWith("all:field-service:");
        await runs.FinishCompanyAsync(run.RunId, "good", RunStatus.Success, null, Token);
        await runs.FinishCompanyAsync(run.RunId, "bad", RunStatus.Failed, new UserError("no_luck", "It did not work.", "Try again."), Token);
        var finished = await runs.FinishRunAsync(run.RunId, null, Token);
        finished.Status.ShouldBe(RunStatus.Failed);
        finished.Error!.Code.ShouldBe("no_luck");
        finished.Error.Cause.ShouldContain("1 of 2 companies failed");
    }

    [Fact]
    public async Task A_company_that_never_ended_fails_with_its_run()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var run = await house.StartRunAsync("lost");
        var finished = await house.Get<IRunStore>().FinishRunAsync(run.RunId, new UserError("instance_lost", "The orchestration is gone.", "Start again."), Token);
        finished.Status.ShouldBe(RunStatus.Failed);
        finished.Error!.Code.ShouldBe("instance_lost");
    }

    [Fact]
    public async Task The_first_final_status_stays()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var runs = house.Get<IRunStore>();
        var run = await house.StartRunAsync("final");
        await runs.FinishCompanyAsync(run.RunId, "final", RunStatus.Success, null, Token);
        (await runs.FinishCompanyAsync(run.RunId, "final", RunStatus.Failed, UserError.Unexpected, Token)).ShouldBe(RunStatus.Success);
        await runs.FinishRunAsync(run.RunId, null, Token);
        (await runs.FinishRunAsync(run.RunId, UserError.Unexpected, Token)).Status.ShouldBe(RunStatus.Success);
    }

    [Fact]
    public async Task A_canceled_run_ends_as_canceled_and_the_seed_s_table_says_failed()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var runs = house.Get<IRunStore>();
        var run = await house.StartRunAsync("stopped");
        (await runs.RequestCancelAsync(run.RunId, By, Token)).ShouldBe(CancelOutcome.Requested);
        (await runs.IsCancelRequestedAsync(run.RunId, Token)).ShouldBeTrue();
        (await runs.FinishRunAsync(run.RunId, null, Token)).Status.ShouldBe(RunStatus.Canceled);
        (await house.Database.Command("SELECT status || ':' || (error_json ->> 'code') FROM control.pipeline_runs WHERE run_id = @run", ("run", run.RunId)).ScalarAsync<string>(Token)).ShouldBe("failed:run_canceled");
        (await runs.RequestCancelAsync(run.RunId, By, Token)).ShouldBe(CancelOutcome.AlreadyFinished);
        (await runs.RequestCancelAsync("nobody", By, Token)).ShouldBe(CancelOutcome.NotFound);
    }

    [Fact]
    public async Task Runs_are_paged_newest_first_without_gap_or_repeat()
    {
        await using var house = await StorageHouse.OpenAsync(await postgres.CreateDatabaseAsync());
        var runs = house.Get<IRunStore>();
        var started = new List<string>();
        for (var index = 0; index < 7; index++)
        {
            if (index != 3)
                house.Clock.Advance(TimeSpan.FromSeconds(1));
            started.Add((await house.StartRunAsync($"paged-{index}")).RunId);
        }

        var listed = new List<string>();
        string? cursor = null;
        do
        {
            var page = await runs.ListAsync(new RunQuery { Limit = 2, Cursor = cursor }, Token);
            listed.AddRange(page.Items.Select(run => run.RunId));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        listed.ShouldBe(Enumerable.Reverse(started));
    }

    [Fact]
    public async Task Runs_are_filtered_by_company_pipeline_and_status()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var runs = house.Get<IRunStore>();
        var run = (await runs.StartAsync(RunBuilder.Request("f") with { Companies = ["filter-a", "filter-b"], Pipeline = "other" }, Token)).Run!;
        (await runs.ListAsync(new RunQuery { Company = "filter-b" }, Token)).Items.Select(item => item.RunId).ShouldBe([run.RunId]);
        (await runs.ListAsync(new RunQuery { Pipeline = "other", Status = RunStatus.Running }, Token)).Items.Select(item => item.RunId).ShouldBe([run.RunId]);
        (await runs.ListAsync(new RunQuery { Pipeline = "other", Status = RunStatus.Success }, Token)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_cursor_that_no_list_gave_out_is_explained()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        var error = await Should.ThrowAsync<UserErrorException>(() => house.Get<IRunStore>().ListAsync(new RunQuery { Cursor = "bogus!" }, Token));
        error.Error.Code.ShouldBe("cursor_invalid");
    }

    [Fact]
    public async Task A_run_that_does_not_exist_is_null()
    {
        await using var house = await StorageHouse.OpenAsync(postgres);
        (await house.Get<IRunStore>().GetAsync("nobody:nothing:20260101T000000Z:1", Token)).ShouldBeNull();
    }
}
