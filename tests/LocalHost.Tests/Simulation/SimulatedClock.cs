namespace LocalHost.Tests.Simulation;

/// <summary>The time of a simulation, the same for all but for how wrong each process's clock is. It moves only when told to.</summary>
internal sealed class SimulatedClock
{
    private readonly List<Alarm> _alarms = [];

    public DateTimeOffset Now { get; private set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When the next alarm rings.</summary>
    public DateTimeOffset? Next => _alarms.Count == 0 ? null : _alarms.Min(alarm => alarm.Due);

    /// <summary>Moves on, ringing what is due on the way.</summary>
    public void MoveTo(DateTimeOffset time)
    {
        Now = time > Now ? time : Now;
        while (_alarms.Where(alarm => alarm.Due <= Now).MinBy(alarm => alarm.Due) is { } due)
        {
            _alarms.Remove(due);
            due.Ring();
        }
    }

    /// <summary>The clock as a process sees it.</summary>
    /// <param name="error">How far it is wrong.</param>
    public TimeProvider Seen(TimeSpan error) => new SeenClock(this, error);

    private sealed class SeenClock(SimulatedClock clock, TimeSpan error) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => clock.Now + error;

        public override long GetTimestamp() => clock.Now.UtcTicks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var alarm = new Alarm(clock, callback, state);
            alarm.Change(dueTime, period);
            return alarm;
        }
    }

    private sealed class Alarm(SimulatedClock clock, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; private set; }

        public void Ring() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            clock._alarms.Remove(this);
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Due = clock.Now + dueTime;
                clock._alarms.Add(this);
            }

            return true;
        }

        public void Dispose() => clock._alarms.Remove(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
