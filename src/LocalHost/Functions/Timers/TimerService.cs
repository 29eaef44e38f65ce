using System.Collections.Concurrent;
using LocalHost.Functions.Hosting;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Timers;

/// <summary>Runs the timers while the host runs.</summary>
internal sealed class TimerService(
    IReadOnlyList<TimerPlan> plans, HostSettings settings, TimerStore store, TimerRunner runner, TimeProvider time, ILogger<TimerService> logger)
    : IHostedService, IDisposable
{
    // The rest of the time in which the host stops is for what heeds its token.
    private const double ShareOfDrain = 0.8;

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly ConcurrentDictionary<Task, byte> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.RunTimers || plans.Count == 0)
            return;
        await store.MigrateAsync(cancellationToken);
        foreach (TimerPlan plan in plans)
        {
            TimerLoop loop = new(plan, store, runner, time, logger);
            Track(() => loop.RunAsync(_stopping.Token, _abandon.Token));
        }
    }

    /// <summary>Runs a timer now, apart from its schedule; false when there is no such timer.</summary>
    public bool TryRunNow(string name)
    {
        TimerPlan? plan = plans.FirstOrDefault(plan => plan.Function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (plan is null)
            return false;
        Track(() => runner.RunAsync(plan.Function, plan.Retries, new TimerInfo(), _stopping.Token, _abandon.Token));
        return true;
    }

    /// <summary>No timer fires any more; those that run may end, and are cut short when time is up.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        Task all = Task.WhenAll(_running.Keys);
        await all.WaitAsync(settings.ShutdownTimeout * ShareOfDrain, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _abandon.CancelAsync();
        await all.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _abandon.Dispose();
    }

    private void Track(Func<Task> work)
    {
        Task task = Task.Run(work, _stopping.Token);
        _running[task] = 0;
        _ = task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
