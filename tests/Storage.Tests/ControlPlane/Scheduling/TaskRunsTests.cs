using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.ControlPlane.Sql;
using TestSupport;

namespace Storage.Tests.ControlPlane.Scheduling;

public sealed class TaskRunsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly UserError Lost = new("run_lost", "The run was lost.", "Look into the log.");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tick_is_run_once_and_recorded_with_its_outcome()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("plain");
        (await house.ClaimAsync()).Started.ShouldBeEmpty();
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        var due = (await house.ClaimAsync()).Started.Single();
        due.Run.ScheduledAt.ShouldBe(SchedulingHouse.Noon.AddMinutes(10));
        due.Run.RunId.ShouldEndWith(":20260301T121000Z:1");
        (await house.ClaimAsync()).Started.ShouldBeEmpty();
        house.Clock.Advance(TimeSpan.FromSeconds(90));
        await house.SucceedAsync(due);
        var run = (await house.ListAsync("plain")).Single();
        run.Status.ShouldBe(TaskRunStatus.Success);
        run.Success.ShouldBe(true);
        run.Message.ShouldBe("Done.");
        run.Log.ShouldBe(["one", "two"]);
        run.DurationMs.ShouldBe(90_000);
        run.FinishedAt.ShouldBe(SchedulingHouse.Noon.AddMinutes(11.5));
        (await house.GetAsync("plain")).NextTick.ShouldBe(SchedulingHouse.Noon.AddMinutes(20));
    }

    [Fact]
    public async Task A_failure_keeps_its_error_and_the_first_end_of_a_run_stays()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("failing");
        var due = await house.StartNextAsync("failing");
        await house.FailAsync(due);
        var run = await house.SucceedAsync(due);
        run.Status.ShouldBe(TaskRunStatus.Failed);
        run.ErrorTail.ShouldBe("broken: It broke. Next: Mend it.");
        (await house.GetAsync("failing")).FailuresInARow.ShouldBe(1);
    }

    [Theory]
    [InlineData(CatchUp.None, 0)]
    [InlineData(CatchUp.Latest, 1)]
    [InlineData(CatchUp.All, 6)]
    public async Task Missed_ticks_are_made_up_by_policy_and_one_after_another(CatchUp policy, int runs)
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync(SchedulingHouse.Definition("missed") with { CatchUp = policy, CatchUpLimit = 6 });
        house.Clock.Advance(TimeSpan.FromHours(3) + TimeSpan.FromMinutes(8));
        var claim = await house.ClaimAsync();
        claim.Started.Count.ShouldBe(Math.Min(1, runs));
        claim.Dropped.Single().From.ShouldBe(SchedulingHouse.Noon.AddMinutes(10));
        for (var started = claim.Started; started.Count > 0; started = (await house.ClaimAsync()).Started)
            await house.SucceedAsync(started.Single());
        var recorded = await house.ListAsync("missed");
        recorded.Select(run => run.ScheduledAt).ShouldBe(Enumerable.Range(0, runs).Select(number => SchedulingHouse.Noon.AddHours(3).AddMinutes(-10 * number)));
        recorded.ShouldAllBe(run => run.Trigger == TaskRunTrigger.CatchUp && run.Status == TaskRunStatus.Success);
    }

    [Fact]
    public async Task A_tick_during_a_run_is_skipped_and_recorded_so()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("overlapping");
        var first = await house.StartNextAsync("overlapping");
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        (await house.ClaimAsync()).Started.ShouldBeEmpty();
        await house.SucceedAsync(first);
        (await house.ClaimAsync()).Started.ShouldBeEmpty();
        var skipped = (await house.ListAsync("overlapping"))[0];
        skipped.Status.ShouldBe(TaskRunStatus.Skipped);
        skipped.Success.ShouldBeNull();
        skipped.Message!.ShouldContain("earlier run");
        (await house.GetAsync("overlapping")).FailuresInARow.ShouldBe(0);
    }

    [Fact]
    public async Task A_tick_during_a_run_waits_when_overlaps_are_queued()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync(SchedulingHouse.Definition("queueing") with { Overlap = Overlap.Queue });
        var first = await house.StartNextAsync("queueing");
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        (await house.ClaimAsync()).Started.ShouldBeEmpty();
        (await house.ListAsync("queueing"))[0].Status.ShouldBe(TaskRunStatus.Queued);
        await house.SucceedAsync(first);
        (await house.ClaimAsync()).Started.Single().Run.ScheduledAt.ShouldBe(SchedulingHouse.Noon.AddMinutes(20));
    }

    [Fact]
    public async Task No_more_wait_than_the_limit_and_the_others_are_recorded_as_skipped()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres, new SchedulingOptions { MaximumQueued = 3 });
        await house.AddAsync(SchedulingHouse.Definition("flooded") with { CatchUp = CatchUp.All });
        house.Clock.Advance(TimeSpan.FromMinutes(50));
        await house.ClaimAsync();
        (await house.ListAsync("flooded")).Count(run => run.Status == TaskRunStatus.Skipped).ShouldBe(2);
    }

    [Fact]
    public async Task With_little_room_the_lower_number_goes_first_and_nothing_is_lost()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres, new SchedulingOptions { MaximumRunning = 1 });
        foreach (var (key, priority) in new[] { ("scan", 4), ("download", 1), ("prepare", 2) })
            await house.AddAsync(SchedulingHouse.Definition(key) with { Priority = priority });
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        var order = new List<string>();
        for (var started = (await house.ClaimAsync()).Started; started.Count > 0; started = (await house.ClaimAsync()).Started)
        {
            order.Add(started.Single().Task.Definition.Key);
            await house.SucceedAsync(started.Single());
        }

        order.ShouldBe(["download", "prepare", "scan"]);
    }

    [Fact]
    public async Task Delays_spread_what_is_due_at_once()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres, new SchedulingOptions { MaximumRunning = 100 });
        for (var number = 0; number < 20; number++)
            await house.AddAsync(SchedulingHouse.Definition($"spread-{number}", "interval:60") with { Jitter = TimeSpan.FromMinutes(10) });
        house.Clock.Advance(TimeSpan.FromMinutes(60));
        var counts = new List<int>();
        for (var minute = 0; minute <= 10; minute++, house.Clock.Advance(TimeSpan.FromMinutes(1)))
        {
            var started = (await house.ClaimAsync()).Started;
            started.ShouldAllBe(run => run.Run.ScheduledAt == SchedulingHouse.Noon.AddHours(1));
            counts.Add(started.Count);
        }

        counts.Sum().ShouldBe(20);
        counts.Count(count => count > 0).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task Five_failures_in_a_row_put_a_task_into_error_with_a_notification_until_it_is_resumed()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("weak");
        for (var number = 0; number < 4; number++)
            await house.FailAsync(await house.StartNextAsync("weak"));
        (await house.GetAsync("weak")).Status.ShouldBe(ScheduledTaskStatus.Active);
        await house.FailAsync(await house.StartNextAsync("weak"));
        var task = await house.GetAsync("weak");
        task.Status.ShouldBe(ScheduledTaskStatus.Error);
        task.FailuresInARow.ShouldBe(5);
        task.NextTick.ShouldBeNull();
        (await house.House.Database.Command("SELECT count(*) FROM control.notices WHERE task_id = 'weak' AND kind = 'schedule_error'").ScalarAsync<long>(Token)).ShouldBe(1);
        house.Clock.Advance(TimeSpan.FromHours(1));
        (await house.ClaimAsync()).Started.ShouldBeEmpty();
        var resumed = await house.Tasks.ResumeAsync("weak", null, SchedulingHouse.Ann, Token);
        resumed.Status.ShouldBe(ScheduledTaskStatus.Active);
        resumed.FailuresInARow.ShouldBe(0);
        (await house.House.Database.Command("SELECT count(*) FROM control.notices WHERE task_id = 'weak' AND kind = 'schedule_resumed'").ScalarAsync<long>(Token)).ShouldBe(1);
        await house.SucceedAsync(await house.StartNextAsync("weak"));
    }

    [Fact]
    public async Task A_success_in_between_begins_the_count_anew()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("mixed");
        for (var number = 0; number < 4; number++)
            await house.FailAsync(await house.StartNextAsync("mixed"));
        await house.SucceedAsync(await house.StartNextAsync("mixed"));
        await house.FailAsync(await house.StartNextAsync("mixed"));
        (await house.GetAsync("mixed")).FailuresInARow.ShouldBe(1);
    }

    [Fact]
    public async Task A_run_that_somebody_asks_for_runs_at_once_even_while_the_task_is_paused()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("asked");
        await house.Tasks.PauseAsync("asked", null, SchedulingHouse.Ann, Token);
        var asked = await house.Runs.RunNowAsync(new RunNowRequest("asked", SchedulingHouse.Ann), Token);
        asked.Status.ShouldBe(TaskRunStatus.Queued);
        asked.Trigger.ShouldBe(TaskRunTrigger.Manual);
        (await house.ClaimAsync()).Started.Single().Run.RunId.ShouldBe(asked.RunId);
    }

    [Fact]
    public async Task Asking_again_with_the_same_key_gives_the_same_run()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("keyed");
        var asked = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => house.Runs.RunNowAsync(new RunNowRequest("keyed", SchedulingHouse.Ann, "my-key"), Token)));
        asked.Select(run => run.RunId).Distinct().Count().ShouldBe(1);
        (await house.ListAsync("keyed")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Asking_while_a_run_is_not_done_is_refused_or_waits_by_policy()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("busy");
        await house.AddAsync(SchedulingHouse.Definition("patient") with { Overlap = Overlap.Queue });
        foreach (var key in new[] { "busy", "patient" })
            await house.Runs.RunNowAsync(new RunNowRequest(key, SchedulingHouse.Ann), Token);
        (await Should.ThrowAsync<UserErrorException>(() => house.Runs.RunNowAsync(new RunNowRequest("busy", SchedulingHouse.Ann), Token))).Error.Code.ShouldBe("task_running");
        (await house.Runs.RunNowAsync(new RunNowRequest("patient", SchedulingHouse.Ann), Token)).Status.ShouldBe(TaskRunStatus.Queued);
        (await Should.ThrowAsync<UserErrorException>(() => house.Runs.RunNowAsync(new RunNowRequest("nobody", SchedulingHouse.Ann), Token))).Error.Code.ShouldBe("schedule_unknown");
    }

    [Fact]
    public async Task A_pause_lets_the_run_go_on_and_skips_what_waits()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync(SchedulingHouse.Definition("halted") with { Overlap = Overlap.Queue });
        var first = await house.StartNextAsync("halted");
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        await house.ClaimAsync();
        await house.Tasks.PauseAsync("halted", null, SchedulingHouse.Ann, Token);
        (await house.SucceedAsync(first)).Status.ShouldBe(TaskRunStatus.Success);
        (await house.ListAsync("halted"))[0].Status.ShouldBe(TaskRunStatus.Skipped);
    }

    [Fact]
    public async Task What_the_work_notes_for_itself_is_there_when_it_goes_on()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("noting");
        var due = await house.StartNextAsync("noting");
        await house.Runs.SaveStateAsync(due.Run.RunId, """{"runs": ["r1"]}""", Token);
        (await house.Runs.BeatAsync(due.Run.RunId, Token)).ShouldNotBeNull().StateJson.ShouldBe("""{"runs": ["r1"]}""");
        await house.SucceedAsync(due);
        (await house.Runs.BeatAsync(due.Run.RunId, Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_task_that_happens_once_is_done_after_it()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("single", "once:2026-03-01T12:30Z");
        await house.SucceedAsync(await house.StartNextAsync("single"));
        (await house.GetAsync("single")).NextTick.ShouldBeNull();
    }

    [Fact]
    public async Task Old_runs_are_forgotten_and_their_ticks_do_not_come_back()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("old");
        await house.SucceedAsync(await house.StartNextAsync("old"));
        house.Clock.Advance(TimeSpan.FromMinutes(5));
        (await house.Runs.PurgeAsync(house.Clock.GetUtcNow(), Token)).ShouldBe(1);
        (await house.ClaimAsync()).Started.ShouldBeEmpty();
        (await house.ListAsync("old")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Runs_are_listed_in_pages_latest_first()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("paged");
        for (var number = 0; number < 5; number++)
            await house.SucceedAsync(await house.StartNextAsync("paged"));
        var first = await house.Runs.ListAsync("paged", 3, null, Token);
        var second = await house.Runs.ListAsync("paged", 3, first.NextCursor, Token);
        first.Items.Concat(second.Items).Select(run => run.ScheduledAt).ShouldBe(Enumerable.Range(0, 5).Select(number => SchedulingHouse.Noon.AddMinutes(50 - (10 * number))));
        second.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task A_lost_run_is_failed_with_its_reason_and_its_tick_is_run_again()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("lost");
        var due = await house.StartNextAsync("lost");
        house.Clock.Advance(house.Options.Lease + TimeSpan.FromSeconds(1));
        (await house.Runs.ListSilentAsync(10, Token)).Single().Run.RunId.ShouldBe(due.Run.RunId);
        (await house.Runs.AbandonAsync(due.Run.RunId, Lost, Token)).ShouldBeTrue();
        (await house.Runs.FindAsync(due.Run.RunId, Token)).ShouldNotBeNull().Message.ShouldBe("The run was lost.");
        var again = (await house.ClaimAsync()).Started.Single().Run;
        again.Attempt.ShouldBe(2);
        again.Trigger.ShouldBe(TaskRunTrigger.Recovery);
        again.ScheduledAt.ShouldBe(due.Run.ScheduledAt);
        again.RunId.ShouldEndWith(":20260301T121000Z:2");
    }

    [Fact]
    public async Task A_tick_whose_runs_are_lost_again_and_again_is_given_up()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("deadly", "once:2026-03-01T12:10Z");
        var due = await house.StartNextAsync("deadly");
        for (var attempt = 1; ; attempt++)
        {
            house.Clock.Advance(house.Options.Lease);
            await house.Runs.AbandonAsync(due.Run.RunId, Lost, Token);
            if ((await house.ClaimAsync()).Started is not [var again])
            {
                attempt.ShouldBe(3);
                break;
            }

            due = again;
        }
    }

    [Fact]
    public async Task With_the_policy_fail_a_lost_run_is_not_run_again()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync(SchedulingHouse.Definition("given-up") with { Recovery = Recovery.Fail });
        var due = await house.StartNextAsync("given-up");
        house.Clock.Advance(house.Options.Lease);
        (await house.Runs.AbandonAsync(due.Run.RunId, Lost, Token)).ShouldBeTrue();
        (await house.ClaimAsync()).Started.ShouldBeEmpty();
        (await house.ListAsync("given-up")).Single().Status.ShouldBe(TaskRunStatus.Failed);
    }

    [Fact]
    public async Task A_run_that_shows_life_again_is_not_lost_and_a_lost_one_cannot_record_its_end()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("zombie");
        var due = await house.StartNextAsync("zombie");
        house.Clock.Advance(house.Options.Lease);
        await house.Runs.BeatAsync(due.Run.RunId, Token);
        (await house.Runs.AbandonAsync(due.Run.RunId, Lost, Token)).ShouldBeFalse();
        house.Clock.Advance(house.Options.Lease);
        (await house.Runs.AbandonAsync(due.Run.RunId, Lost, Token)).ShouldBeTrue();
        (await house.SucceedAsync(due)).Status.ShouldBe(TaskRunStatus.Failed);
        (await house.GetAsync("zombie")).FailuresInARow.ShouldBe(1);
    }
}
