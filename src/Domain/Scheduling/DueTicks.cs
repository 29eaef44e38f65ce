namespace DataHound.Domain.Scheduling;

/// <summary>The ticks of a task that have come since it was last looked at.</summary>
public sealed record DueTicks
{
    /// <summary>The ticks to run, oldest first.</summary>
    public required IReadOnlyList<DueTick> Run { get; init; }

    /// <summary>The first tick that is dropped, with everything before the first of <see cref="Run"/>; null when none is.</summary>
    public DateTimeOffset? DroppedFrom { get; init; }

    /// <summary>The latest tick that has come.</summary>
    public required DateTimeOffset Last { get; init; }

    /// <summary>The tick after it; null when there is none.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>Finds what is to be run. However long nothing was noticed, only as many ticks are looked at as may be run, and a few more.</summary>
    /// <param name="task">The task.</param>
    /// <param name="jitter">The task's delays.</param>
    /// <param name="first">The first tick not yet noticed. It is due.</param>
    /// <param name="now">The present.</param>
    /// <param name="onTime">A tick that was due at most so long ago is on time, which no policy drops.</param>
    public static DueTicks Find(ScheduledTaskDefinition task, StartJitter jitter, DateTimeOffset first, DateTimeOffset now, TimeSpan onTime)
    {
        var zone = ScheduledTaskRules.Zone(task.TimeZone);
        var most = task.CatchUp == CatchUp.All ? task.CatchUpLimit : 1;
        var ticks = Latest(task.Schedule, zone, jitter, first, now, most);
        var last = ticks[^1];
        var isOnTime = now - jitter.Due(last) <= onTime;
        var count = task.CatchUp == CatchUp.None && !isOnTime ? 0 : Math.Min(most, ticks.Count);
        var run = ticks.TakeLast(count).Select(tick => new DueTick(tick, now - jitter.Due(tick) > onTime)).ToList();
        return new DueTicks
        {
            Run = run,
            DroppedFrom = run.Count > 0 && run[0].At == first ? null : first,
            Last = last,
            Next = task.Schedule.Next(last, zone),
        };
    }

    private static List<DateTimeOffset> Latest(ScheduleExpression schedule, TimeZoneInfo zone, StartJitter jitter, DateTimeOffset first, DateTimeOffset now, int most)
    {
        for (var span = TimeSpan.FromMinutes(1); ; span *= 4)
        {
            var start = now - jitter.Most - span;
            var fromFirst = start < first;
            var ticks = fromFirst ? [first] : new List<DateTimeOffset>();
            ticks.AddRange(schedule.Occurrences(fromFirst ? first : start, zone).TakeWhile(tick => tick <= now));
            while (ticks.Count > 1 && jitter.Due(ticks[^1]) > now)
                ticks.RemoveAt(ticks.Count - 1);
            if (fromFirst || ticks.Count > most)
                return ticks;
        }
    }
}
