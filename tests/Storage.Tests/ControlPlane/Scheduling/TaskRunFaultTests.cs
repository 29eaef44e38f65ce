using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;
using TestSupport;

namespace Storage.Tests.ControlPlane.Scheduling;

/// <summary>Several processes at once, and crashes between any two steps.</summary>
public sealed class TaskRunFaultTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task However_many_processes_look_at_the_clock_a_tick_has_one_row_and_is_started_once()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres, new SchedulingOptions { MaximumRunning = 1000, BatchSize = 7 });
        await using var other = await StorageHouse.OpenAsync(postgres);
        for (var number = 0; number < 30; number++)
            await house.AddAsync(SchedulingHouse.Definition($"raced-{number}") with { CatchUp = CatchUp.All, Overlap = Overlap.Queue });
        house.Clock.Advance(TimeSpan.FromMinutes(21));
        other.Clock.Advance(TimeSpan.FromMinutes(21));
        ITaskRuns[] processes = [house.Runs, house.Another(), new PostgresTaskRuns(other.Database, other.Clock, house.Options), new PostgresTaskRuns(other.Database, other.Clock, house.Options)];

        var started = new List<DueRun>();
        for (var round = 0; round < 20; round++)
        {
            var claims = await Task.WhenAll(processes.Select(process => process.ClaimDueAsync(Token)));
            var now = claims.SelectMany(claim => claim.Started).ToList();
            started.AddRange(now);
            await Task.WhenAll(now.Select(house.SucceedAsync));
        }

        started.Count.ShouldBe(60);
        started.Select(run => run.Run.RunId).Distinct().Count().ShouldBe(60);
        (await CountAsync(house, "SELECT count(*) FROM control.scheduler_runs")).ShouldBe(60);
        (await CountAsync(house, "SELECT count(*) FROM control.scheduler_runs WHERE success")).ShouldBe(60);
    }

    [Fact]
    public async Task A_pause_and_a_claim_at_once_leave_no_run_of_a_paused_task_waiting()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        for (var number = 0; number < 8; number++)
            await house.AddAsync($"halted-{number}");
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => (Task)house.Tasks.PauseAsync($"halted-{number}", null, SchedulingHouse.Ann, Token)).Append(house.ClaimAsync()).Append(house.Another().ClaimDueAsync(Token)));
        (await CountAsync(house, "SELECT count(*) FROM control.scheduler_run_details WHERE status = 'queued'")).ShouldBe(0);
        (await CountAsync(house, "SELECT count(*) FROM control.scheduler_task_details WHERE next_due_at IS NOT NULL")).ShouldBe(0);
    }

    [Theory]
    [InlineData("scheduler_runs", "INSERT")]
    [InlineData("scheduler_run_details", "INSERT")]
    [InlineData("scheduler_task_details", "UPDATE")]
    [InlineData("scheduler_run_details", "UPDATE")]
    [InlineData("scheduler_runs", "UPDATE")]
    public async Task A_crash_at_any_step_of_a_claim_leaves_nothing_half_done_and_loses_no_tick(string table, string operation)
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("struck");
        house.Clock.Advance(TimeSpan.FromMinutes(10));
        await using (await Trap.SetAsync(house, table, operation))
            await Should.ThrowAsync<PostgresException>(house.ClaimAsync);
        (await house.ListAsync("struck")).ShouldBeEmpty();
        (await house.ClaimAsync()).Started.Single().Run.ScheduledAt.ShouldBe(SchedulingHouse.Noon.AddMinutes(10));
    }

    [Theory]
    [InlineData("scheduler_runs", "UPDATE")]
    [InlineData("scheduler_run_details", "UPDATE")]
    [InlineData("scheduler_task_details", "UPDATE")]
    [InlineData("scheduler_tasks", "UPDATE")]
    [InlineData("notices", "INSERT")]
    public async Task A_crash_at_any_step_of_recording_can_be_recorded_again_with_the_same_result(string table, string operation)
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres, new SchedulingOptions { FailuresUntilError = 1 });
        await house.AddAsync("recorded");
        var due = await house.StartNextAsync("recorded");
        await using (await Trap.SetAsync(house, table, operation))
            await Should.ThrowAsync<PostgresException>(() => house.FailAsync(due));
        (await house.ListAsync("recorded")).Single().Status.ShouldBe(TaskRunStatus.Running);
        await house.FailAsync(due);
        (await house.GetAsync("recorded")).Status.ShouldBe(ScheduledTaskStatus.Error);
        (await CountAsync(house, "SELECT count(*) FROM control.notices")).ShouldBe(1);
    }

    [Fact]
    public async Task A_crash_between_claim_and_start_is_seen_until_the_start_is_noted()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("unstarted");
        var due = await house.StartNextAsync("unstarted");
        (await house.Another().ListUnstartedAsync(10, Token)).Single().Run.RunId.ShouldBe(due.Run.RunId);
        await house.Runs.MarkStartedAsync(due.Run.RunId, Token);
        (await house.Runs.ListUnstartedAsync(10, Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_many_who_give_up_a_lost_run_one_does_and_its_tick_is_run_again_once()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync("given-up");
        var due = await house.StartNextAsync("given-up");
        house.Clock.Advance(house.Options.Lease);
        var lost = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => house.Another().AbandonAsync(due.Run.RunId, new UserError("run_lost", "Lost.", "Look."), Token)));
        lost.Count(given => given).ShouldBe(1);
        (await house.ListAsync("given-up")).Count.ShouldBe(2);
    }

    private static Task<long> CountAsync(SchedulingHouse house, string sql) => house.House.Database.Command(sql).ScalarAsync<long>(Token);

    /// <summary>Lets every statement of one kind on one table fail.</summary>
    private sealed class Trap(SchedulingHouse house, string table) : IAsyncDisposable
    {
        public static async Task<Trap> SetAsync(SchedulingHouse house, string table, string operation)
        {
            await house.House.Database.Command(
                $"""
                CREATE OR REPLACE FUNCTION control.strike() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'struck'; END $$;
                CREATE TRIGGER strike BEFORE {operation} ON control.{table} FOR EACH STATEMENT EXECUTE FUNCTION control.strike();
                """).RunAsync(Token);
            return new Trap(house, table);
        }

        public async ValueTask DisposeAsync() => await house.House.Database.Command($"DROP TRIGGER strike ON control.{table}").RunAsync(Token);
    }
}
