using Microsoft.Extensions.Logging;
using Npgsql;

namespace LocalHost.Functions.Timers;

/// <summary>Waits for the ticks of one timer and runs those this process gets.</summary>
internal sealed class TimerLoop(TimerPlan plan, TimerStore store, TimerRunner runner, TimeProvider time, ILogger logger)
{
    // The clock is asked again this often, so that a clock that is set or a machine that slept is noticed.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ContentionWait = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan DatabaseWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Lateness = TimeSpan.FromMinutes(1);

    private string Name => plan.Function.Name;

    /// <summary>Runs until cancelled or until there is no further tick.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        bool isStart = true;
        while (true)
        {
            try
            {
                if (isStart)
                    await StartAsync(cancellationToken);
                isStart = false;
                while (await store.ReadAsync(plan, cancellationToken) is { } state)
                {
                    bool wasMissed = state.NextTick <= time.GetUtcNow();
                    await WaitAsync(state.NextTick, cancellationToken);
                    if (!await FireAsync(state, wasMissed, cancellationToken))
                        await Task.Delay(ContentionWait, time, cancellationToken);
                    else if (plan.Schedule.Next(time.GetUtcNow()) is null)
                        break;
                }

                TimerLog.NoFurtherTick(logger, Name);
                return;
            }
            catch (NpgsqlException exception)
            {
                TimerLog.DatabaseFailed(logger, exception, Name);
                await Task.Delay(DatabaseWait, time, cancellationToken);
            }
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (plan.Schedule.Next(now) is not { } next)
            return;
        await store.RegisterAsync(plan, next, now, cancellationToken);
        TimerState state = await store.ReadAsync(plan, cancellationToken) ?? new TimerState(null, next, now);
        TimerLog.Next(logger, Name, state.NextTick);
        if (plan.Function.Timer.RunOnStartup && state.NextTick > now)
            await runner.RunAsync(plan.Function, plan.Retries, Info(state.LastTick, state.NextTick, state.UpdatedAt, isPastDue: false), cancellationToken);
    }

    /// <summary>Runs the function for a tick; false when another process has it.</summary>
    private async Task<bool> FireAsync(TimerState state, bool wasMissed, CancellationToken cancellationToken)
    {
        DateTimeOffset tick = state.NextTick;
        await using IAsyncDisposable? claim = await store.TryClaimAsync(plan, tick, cancellationToken);
        if (claim is null)
            return false;
        DateTimeOffset now = time.GetUtcNow();
        bool isPastDue = wasMissed || now - tick > Lateness;
        if (isPastDue)
            TimerLog.PastDue(logger, Name, tick);
        await runner.RunAsync(plan.Function, plan.Retries, Info(state.LastTick, NextAfter(tick, now), state.UpdatedAt, isPastDue), cancellationToken);
        await CompleteAsync(tick, cancellationToken);
        return true;
    }

    /// <summary>Records the tick as done. It has run, so this is tried until the database takes it.</summary>
    private async Task CompleteAsync(DateTimeOffset tick, CancellationToken cancellationToken)
    {
        while (true)
        {
            DateTimeOffset now = time.GetUtcNow();
            try
            {
                await store.CompleteAsync(plan, tick, NextAfter(tick, now), now, CancellationToken.None);
                return;
            }
            catch (NpgsqlException exception)
            {
                TimerLog.DatabaseFailed(logger, exception, Name);
                await Task.Delay(DatabaseWait, time, cancellationToken);
            }
        }
    }

    private async Task WaitAsync(DateTimeOffset tick, CancellationToken cancellationToken)
    {
        while (tick - time.GetUtcNow() is var left && left > TimeSpan.Zero)
            await Task.Delay(left < LongestWait ? left : LongestWait, time, cancellationToken);
    }

    private DateTimeOffset NextAfter(DateTimeOffset tick, DateTimeOffset now) =>
        plan.Schedule.Next(now > tick ? now : tick) ?? DateTimeOffset.MaxValue.AddDays(-1);

    private TimerInfo Info(DateTimeOffset? last, DateTimeOffset next, DateTimeOffset updated, bool isPastDue) => new()
    {
        IsPastDue = isPastDue,
        ScheduleStatus = plan.UseMonitor
            ? new ScheduleStatus { Last = last?.UtcDateTime ?? default, Next = next.UtcDateTime, LastUpdated = updated.UtcDateTime }
            : null,
    };
}
