namespace LocalHost.Tests.Functions.Timers;

/// <summary>A clock that stands until the test moves it; what waits by it wakes when its time has come.</summary>
public sealed class SteppedTime(DateTimeOffset start) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<SteppedTimer> _timers = [];
    private DateTimeOffset _now = start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public void MoveTo(DateTimeOffset moment)
    {
        SteppedTimer[] due;
        lock (_lock)
        {
            _now = moment;
            due = [.. _timers.Where(timer => timer.Due <= moment)];
            _timers.RemoveAll(timer => timer.Due <= moment);
        }

        foreach (SteppedTimer timer in due)
            timer.Fire();
    }

    /// <summary>Whether something waits for exactly this long from now.</summary>
    public bool IsAwaited(TimeSpan wait)
    {
        lock (_lock)
            return _timers.Any(timer => timer.Due == _now + wait);
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        SteppedTimer timer = new(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    private void Schedule(SteppedTimer timer, TimeSpan dueTime)
    {
        lock (_lock)
        {
            _timers.Remove(timer);
            if (dueTime < TimeSpan.Zero)
                return;
            timer.Due = _now + dueTime;
            _timers.Add(timer);
        }
    }

    private sealed class SteppedTimer(SteppedTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == TimeSpan.Zero)
                Fire();
            else
                time.Schedule(this, dueTime);
            return true;
        }

        public void Dispose() => time.Schedule(this, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
