using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.ControlPlane.Sql;
using TestSupport;

namespace Storage.Tests.ControlPlane.Scheduling;

public sealed class ScheduledTasksTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_task_reads_back_as_it_was_made()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        var definition = SchedulingHouse.Definition("whole", "weekly:mon,tue@60@08:00-17:00") with
        {
            ConfigJson = """{"pipeline": "field-service"}""", TimeZone = "America/Chicago", Priority = 3, CatchUp = CatchUp.All, CatchUpLimit = 7, Overlap = Overlap.Queue, Recovery = Recovery.Fail,
            Jitter = TimeSpan.FromMinutes(2), TimeLimit = TimeSpan.FromHours(1),
        };
        await house.AddAsync(definition);
        var task = await house.GetAsync("whole");
        task.Definition.ShouldBe(definition);
        task.Status.ShouldBe(ScheduledTaskStatus.Active);
        task.Version.ShouldBe(1);
        task.NextTick.ShouldBe(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(-6)));
        (await house.House.Database.Command("SELECT schedule_type || ' ' || schedule_expr FROM control.scheduler_tasks").ScalarAsync<string>(Token)).ShouldBe("weekly weekly:mon,tue@60@08:00-17:00");
    }

    [Fact]
    public async Task A_key_is_taken_until_its_task_is_deleted()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        var first = await house.AddAsync("taken");
        await ShouldFailAsync("schedule_exists", () => house.AddAsync("taken"));
        await house.Tasks.DeleteAsync("taken", null, SchedulingHouse.Ann, Token);
        (await house.Tasks.FindAsync("taken", Token)).ShouldBeNull();
        var again = await house.AddAsync("taken", "interval:20");
        again.Id.ShouldBe(first.Id);
        again.Version.ShouldBe(3);
    }

    [Fact]
    public async Task Of_many_who_make_a_task_at_once_one_does()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => house.Tasks.CreateOnceAsync(SchedulingHouse.Definition("default"), SchedulingHouse.Ann, Token)));
        made.Count(added => added).ShouldBe(1);
    }

    [Fact]
    public async Task A_default_task_that_people_deleted_does_not_come_back()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.Tasks.CreateOnceAsync(SchedulingHouse.Definition("default"), SchedulingHouse.Ann, Token);
        await house.Tasks.DeleteAsync("default", null, SchedulingHouse.Ann, Token);
        (await house.Tasks.CreateOnceAsync(SchedulingHouse.Definition("default"), SchedulingHouse.Ann, Token)).ShouldBeFalse();
        (await house.Tasks.FindAsync("default", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_change_for_another_version_is_refused()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        var task = await house.AddAsync("changed");
        (await house.Tasks.UpdateAsync(task.Definition with { Priority = 1 }, task.Version, SchedulingHouse.Ann, Token)).Version.ShouldBe(2);
        await ShouldFailAsync("schedule_changed", () => house.Tasks.UpdateAsync(task.Definition with { Priority = 2 }, task.Version, SchedulingHouse.Ann, Token));
        await ShouldFailAsync("schedule_changed", () => house.Tasks.PauseAsync("changed", task.Version, SchedulingHouse.Ann, Token));
        (await house.GetAsync("changed")).Definition.Priority.ShouldBe(1);
    }

    [Fact]
    public async Task Of_many_changes_for_one_version_one_is_made()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        var task = await house.AddAsync("raced");
        var made = await Task.WhenAll(Enumerable.Range(1, 8).Select(async priority =>
        {
            try
            {
                await house.Tasks.UpdateAsync(task.Definition with { Priority = priority }, task.Version, SchedulingHouse.Ann, Token);
                return true;
            }
            catch (UserErrorException exception) when (exception.Error.Code == "schedule_changed")
            {
                return false;
            }
        }));
        made.Count(changed => changed).ShouldBe(1);
    }

    [Fact]
    public async Task A_change_that_leaves_the_schedule_alone_does_not_lose_a_tick_that_has_come()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        var task = await house.AddAsync("kept");
        house.Clock.Advance(TimeSpan.FromMinutes(11));
        await house.Tasks.UpdateAsync(task.Definition with { Priority = 1 }, null, SchedulingHouse.Ann, Token);
        (await house.ClaimAsync()).Started.Single().Run.ScheduledAt.ShouldBe(task.NextTick!.Value);
    }

    [Fact]
    public async Task A_new_schedule_counts_from_now()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        var task = await house.AddAsync("moved");
        house.Clock.Advance(TimeSpan.FromMinutes(11));
        var moved = await house.Tasks.UpdateAsync(task.Definition with { Schedule = ScheduleExpression.Parse("daily:20:00") }, null, SchedulingHouse.Ann, Token);
        moved.NextTick.ShouldBe(SchedulingHouse.Noon.AddHours(8));
    }

    [Fact]
    public async Task A_schedule_without_an_occurrence_is_refused()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await ShouldFailAsync("schedule_never", () => house.AddAsync("late", "once:2026-02-01T12:00Z"));
        (await house.Tasks.FindAsync("late", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task What_a_definition_must_keep_to_is_told_all_at_once()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        var error = await Should.ThrowAsync<UserErrorException>(() => house.AddAsync(SchedulingHouse.Definition("Bad Key") with { Priority = -1, CatchUpLimit = 0, Jitter = TimeSpan.FromDays(2), TimeLimit = TimeSpan.Zero }));
        foreach (var field in new[] { "key", "priority", "catchUpLimit", "jitterSeconds", "timeLimitSeconds" })
            error.Error.Cause.ShouldContain(field);
        await ShouldFailAsync("time_zone_unknown", () => house.AddAsync(SchedulingHouse.Definition("zone") with { TimeZone = "Mars/Olympus" }));
    }

    [Fact]
    public async Task A_paused_task_has_no_ticks_and_none_of_the_pause_are_made_up()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        await house.AddAsync(SchedulingHouse.Definition("paused") with { CatchUp = CatchUp.All });
        await house.Tasks.PauseAsync("paused", null, SchedulingHouse.Ann, Token);
        house.Clock.Advance(TimeSpan.FromHours(5));
        (await house.ClaimAsync()).Started.ShouldBeEmpty();
        var resumed = await house.Tasks.ResumeAsync("paused", null, SchedulingHouse.Ann, Token);
        resumed.NextTick.ShouldBe(SchedulingHouse.Noon.AddMinutes(310));
        (await house.ClaimAsync()).Started.ShouldBeEmpty();
        (await house.ListAsync("paused")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_changed_a_task_is_kept_in_the_audit_log()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        var task = await house.AddAsync(SchedulingHouse.Definition("audited") with { Company = "audited-company" });
        await house.Tasks.UpdateAsync(task.Definition with { Priority = 1 }, null, SchedulingHouse.Ann, Token);
        await house.Runs.RunNowAsync(new RunNowRequest("audited", SchedulingHouse.Ann), Token);
        await house.Tasks.PauseAsync("audited", null, SchedulingHouse.Ann, Token);
        await house.Tasks.PauseAsync("audited", null, SchedulingHouse.Ann, Token);
        await house.Tasks.ResumeAsync("audited", null, SchedulingHouse.Ann, Token);
        await house.Tasks.DeleteAsync("audited", null, SchedulingHouse.Ann, Token);
        (await house.House.Database.Command("SELECT actor || ' ' || action FROM control.audit_log WHERE company = 'audited-company' ORDER BY sequence").ListAsync(reader => reader.GetString(0), Token))
            .ShouldBe(["ann schedule.create", "ann schedule.update", "ann schedule.run", "ann schedule.pause", "ann schedule.resume", "ann schedule.delete"]);
    }

    [Fact]
    public async Task Tasks_are_listed_by_key_in_pages_and_by_what_is_asked_for()
    {
        await using var house = await SchedulingHouse.OpenAsync(postgres);
        foreach (var key in new[] { "c", "a", "b", "d" })
            await house.AddAsync(key);
        await house.AddAsync(SchedulingHouse.Definition("other") with { Company = "barton", Type = "purge" });
        await house.Tasks.PauseAsync("b", null, SchedulingHouse.Ann, Token);
        await house.Tasks.DeleteAsync("d", null, SchedulingHouse.Ann, Token);
        (await KeysAsync(new TaskQuery { Limit = 2 })).ShouldBe(["a", "b"]);
        (await KeysAsync(new TaskQuery { Cursor = KeyCursor.Of("b") })).ShouldBe(["c", "other"]);
        (await KeysAsync(new TaskQuery { Company = "barton" })).ShouldBe(["other"]);
        (await KeysAsync(new TaskQuery { Type = "purge" })).ShouldBe(["other"]);
        (await KeysAsync(new TaskQuery { Status = ScheduledTaskStatus.Paused })).ShouldBe(["b"]);
        (await KeysAsync(new TaskQuery { Status = ScheduledTaskStatus.Deleted })).ShouldBe(["d"]);
        (await KeysAsync(new TaskQuery { Status = ScheduledTaskStatus.Error })).ShouldBeEmpty();

        async Task<IEnumerable<string>> KeysAsync(TaskQuery query) => (await house.Tasks.ListAsync(query, Token)).Items.Select(task => task.Definition.Key);
    }

    private static async Task ShouldFailAsync(string code, Func<Task> action) => (await Should.ThrowAsync<UserErrorException>(action)).Error.Code.ShouldBe(code);
}
