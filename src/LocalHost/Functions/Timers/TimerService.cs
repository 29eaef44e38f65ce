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
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, byte> _running = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!settings.RunTimers || plans.Count == 0)
            return;
        await store.MigrateAsync(cancellationToken);
        foreach (TimerPlan plan in plans)
        {
            TimerLoop loop = new(plan, store, runner, time, logger);
            Track(() => loop.RunAsync(_stopping.Token));
        }
    }

    /// <summary>Runs a timer now, apart from its schedule; false when there is no such timer.</summary>
    public bool TryRunNow(string name)
    {
        TimerPlan? plan = plans.FirstOrDefault(plan => plan.Function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (plan is null)
            return false;
        Track(() => runner.RunAsync(plan.Function, plan.Retries, new TimerInfo(), _stopping.Token));
        return true;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private void Track(Func<Task> work)
    {
        Task task = Task.Run(work, _stopping.Token);
        _running[task] = 0;
        _ = task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
