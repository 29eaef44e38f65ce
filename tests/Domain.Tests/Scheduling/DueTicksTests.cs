using DataHound.Domain.Scheduling;

namespace DataHound.Domain.Tests.Scheduling;

public sealed class DueTicksTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan OnTime = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData(CatchUp.None)]
    [InlineData(CatchUp.Latest)]
    [InlineData(CatchUp.All)]
    public void A_tick_that_is_noticed_in_time_is_run_whatever_the_policy(CatchUp policy)
    {
        var due = Find(policy, first: Noon, now: Noon.AddSeconds(30));
        due.Run.ShouldBe([new DueTick(Noon, Missed: false)]);
        due.DroppedFrom.ShouldBeNull();
        due.Next.ShouldBe(Noon.AddMinutes(10));
    }

    [Fact]
    public void With_none_missed_ticks_are_dropped_and_said_to_be()
    {
        var due = Find(CatchUp.None, first: Noon.AddHours(-2), now: Noon.AddMinutes(5));
        due.Run.ShouldBeEmpty();
        due.DroppedFrom.ShouldBe(Noon.AddHours(-2));
        due.Last.ShouldBe(Noon);
        due.Next.ShouldBe(Noon.AddMinutes(10));
    }

    [Fact]
    public void With_latest_one_missed_tick_is_run()
    {
        var due = Find(CatchUp.Latest, first: Noon.AddHours(-2), now: Noon.AddMinutes(5));
        due.Run.ShouldBe([new DueTick(Noon, Missed: true)]);
        due.DroppedFrom.ShouldBe(Noon.AddHours(-2));
    }

    [Fact]
    public void With_all_every_missed_tick_is_run_oldest_first()
    {
        var due = Find(CatchUp.All, first: Noon.AddMinutes(-30), now: Noon.AddMinutes(1));
        due.Run.ShouldBe([new DueTick(Noon.AddMinutes(-30), true), new DueTick(Noon.AddMinutes(-20), true), new DueTick(Noon.AddMinutes(-10), true), new DueTick(Noon, false)]);
        due.DroppedFrom.ShouldBeNull();
    }

    [Fact]
    public void With_all_no_more_than_the_limit_are_run_and_those_are_the_latest()
    {
        var due = Find(CatchUp.All, first: Noon.AddYears(-3), now: Noon.AddMinutes(1), limit: 3);
        due.Run.Select(tick => tick.At).ShouldBe([Noon.AddMinutes(-20), Noon.AddMinutes(-10), Noon]);
        due.DroppedFrom.ShouldBe(Noon.AddYears(-3));
    }

    [Fact]
    public void A_tick_is_due_only_after_its_delay()
    {
        var jitter = new StartJitter(Guid.Parse("6f1c1bd2-55a1-4e0c-9d0f-30a43f1a7d11"), TimeSpan.FromMinutes(5));
        var due = jitter.Due(Noon);
        var task = Task(CatchUp.All, 100) with { Jitter = TimeSpan.FromMinutes(5) };
        DueTicks.Find(task, jitter, Noon.AddMinutes(-10), due.AddSeconds(-1), OnTime).Last.ShouldBe(Noon.AddMinutes(-10));
        DueTicks.Find(task, jitter, Noon.AddMinutes(-10), due, OnTime).Last.ShouldBe(Noon);
    }

    [Fact]
    public void A_delay_is_the_same_for_the_same_task_and_tick_and_within_its_limit()
    {
        var ids = Enumerable.Range(1, 50).Select(number => new Guid(number, 0, 0, new byte[8])).ToList();
        var delays = ids.ConvertAll(id => new StartJitter(id, TimeSpan.FromMinutes(10)).Due(Noon) - Noon);
        delays.ShouldAllBe(delay => delay >= TimeSpan.Zero && delay <= TimeSpan.FromMinutes(10));
        delays.Distinct().Count().ShouldBeGreaterThan(20);
        ids.ConvertAll(id => new StartJitter(id, TimeSpan.FromMinutes(10)).Due(Noon) - Noon).ShouldBe(delays);
    }

    private static DueTicks Find(CatchUp policy, DateTimeOffset first, DateTimeOffset now, int limit = 100) =>
        DueTicks.Find(Task(policy, limit), new StartJitter(Guid.Empty, TimeSpan.Zero), first, now, OnTime);

    private static ScheduledTaskDefinition Task(CatchUp policy, int limit) => new()
    {
        Key = "sample", Type = "pipeline", Company = "acme", Schedule = ScheduleExpression.Parse("interval:10"), CatchUp = policy, CatchUpLimit = limit,
    };
}
