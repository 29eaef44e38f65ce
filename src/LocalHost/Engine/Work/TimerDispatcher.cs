using LocalHost.Engine.Storage;

namespace LocalHost.Engine.Work;

/// <summary>Fires timers when they are due: sleeps until the next one, or until an earlier one is set.</summary>
internal sealed class TimerDispatcher(WorkerServices services, int hub) : IAsyncDisposable
{
    private const int BatchSize = 500;

    private readonly KeptConnection _connection = new(services.Database.DataSource);
    private TimeSpan _wait = TimeSpan.Zero;

    public Task RunAsync(CancellationToken stop) =>
        EngineLoop.RunAsync(nameof(TimerDispatcher), services.Logger, TurnAsync, () => _connection.DropAsync().AsTask(), stop);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        await services.Signals.Timers.WaitAsync(_wait, cancellationToken);
        services.Signals.EarliestTimer = null;
        var now = services.Time.GetUtcNow();
        var (fired, next) = await Timers.FireAsync(await _connection.GetAsync(cancellationToken), hub, now, BatchSize, cancellationToken);
        if (fired > 0)
        {
            await services.Database.Faults.ReachAsync(FaultPoint.TimersFired);
            services.Signals.Publish(new CommitEffects { InstancesReady = true });
        }

        if (services.Signals.EarliestTimer is { } set && (next is null || set < next))
        {
            next = set;
        }

        services.Signals.EarliestTimer = next;
        var longest = services.Options.MaxQueuePollingInterval;
        var until = next is { } due ? due - services.Time.GetUtcNow() : longest;
        _wait = fired == BatchSize || until <= TimeSpan.Zero ? TimeSpan.Zero : TimeSpan.FromMilliseconds(Math.Ceiling(Math.Min(until.TotalMilliseconds, longest.TotalMilliseconds)));
    }
}
