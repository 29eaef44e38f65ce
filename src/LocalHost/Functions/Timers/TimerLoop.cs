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

    // Stands for the tick after the last one.
    private static readonly DateTimeOffset Never = new(9999, 12, 30, 0, 0, 0, TimeSpan.Zero);

    private string Name => plan.Function.Name;

    /// <summary>Runs until the host stops or there is no further tick.</summary>
    /// <param name="stopping">The host stops: a function that runs may end.</param>
    /// <param name="abandon">Time is up: a function that runs is cut short.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abandon)
    {
        bool isStart = true;
        while (true)
        {
            try
            {
                if (isStart)
                    await StartAsync(stopping, abandon);
                isStart = false;
                while (await store.ReadAsync(plan, stopping) is { } state && state.NextTick < Never)
                {
                    bool wasMissed = state.NextTick <= time.GetUtcNow();
                    await WaitAsync(state.NextTick, stopping);
                    if (!await FireAsync(state, wasMissed, stopping, abandon))
                        await Task.Delay(ContentionWait, time, stopping);
                }

                TimerLog.NoFurtherTick(logger, Name);
                return;
            }
            catch (NpgsqlException exception)
            {
                TimerLog.DatabaseFailed(logger, exception, Name);
                await Task.Delay(DatabaseWait, time, stopping);
            }
        }
    }

    private async Task StartAsync(CancellationToken stopping, CancellationToken abandon)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (plan.Schedule.Next(now) is not { } next)
            return;
        await store.RegisterAsync(plan, next, now, stopping);
        TimerState state = await store.ReadAsync(plan, stopping) ?? new TimerState(null, next, now);
        bool isMissed = state.NextTick <= now && plan.CatchUp != CatchUp.None;
        DateTimeOffset coming = state.NextTick > now ? state.NextTick : next;
        TimerLog.Next(logger, Name, isMissed ? state.NextTick : coming);
        if (plan.Function.Timer.RunOnStartup && !isMissed)
            await runner.RunAsync(plan.Function, plan.Retries, Info(state.LastTick, coming, state.UpdatedAt, isPastDue: false), stopping, abandon);
    }

    /// <summary>Runs the function for a tick, or passes over it; false when another process has it.</summary>
    private async Task<bool> FireAsync(TimerState state, bool wasMissed, CancellationToken stopping, CancellationToken abandon)
    {
        DateTimeOffset tick = state.NextTick;
        await using IAsyncDisposable? claim = await store.TryClaimAsync(plan, tick, stopping);
        if (claim is null)
            return false;
        DateTimeOffset now = time.GetUtcNow();
        bool isPastDue = wasMissed || now - tick > Lateness;
        if (isPastDue && FirstToFire(tick, now) is var first && first != tick)
        {
            TimerLog.PassedOver(logger, Name, tick, first);
            await store.SkipAsync(plan, tick, first, now, stopping);
            return true;
        }

        if (isPastDue)
            TimerLog.PastDue(logger, Name, tick);
        await runner.RunAsync(plan.Function, plan.Retries, Info(state.LastTick, NextAfter(tick, now), state.UpdatedAt, isPastDue), stopping, abandon);
        await CompleteAsync(tick, stopping);
        return true;
    }

    /// <summary>The tick to go on with when one was missed.</summary>
    private DateTimeOffset FirstToFire(DateTimeOffset tick, DateTimeOffset now) => plan.CatchUp switch
    {
        CatchUp.None => plan.Schedule.Next(now) ?? Never,
        CatchUp.All => plan.Schedule.FirstKept(tick, now, plan.CatchUpLimit),
        _ => tick,
    };

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

    /// <summary>The tick after one that ran: the next to come, or the next that was missed where each is made good.</summary>
    private DateTimeOffset NextAfter(DateTimeOffset tick, DateTimeOffset now) =>
        plan.Schedule.Next(now > tick && plan.CatchUp != CatchUp.All ? now : tick) ?? Never;

    private TimerInfo Info(DateTimeOffset? last, DateTimeOffset next, DateTimeOffset updated, bool isPastDue) => new()
    {
        IsPastDue = isPastDue,
        ScheduleStatus = plan.UseMonitor
            ? new ScheduleStatus { Last = last?.UtcDateTime ?? default, Next = next.UtcDateTime, LastUpdated = updated.UtcDateTime }
            : null,
    };
}
