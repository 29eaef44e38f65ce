using LocalHost.Engine.Storage;
using Microsoft.Extensions.Hosting;

namespace LocalHost.Engine.Work;

/// <summary>Runs the engine for as long as the host runs: one incarnation after another.</summary>
internal sealed class DurableTaskWorker(WorkerServices services, Announcer announcer) : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    /// <summary>Returns when the schema is there, so that a host that has started is ready.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var hub = await services.Database.HubAsync(cancellationToken);
        var listening = announcer.RunAsync(hub, _stop.Token);
        var working = services.Options.RunWorker ? Task.Run(() => WorkAsync(hub, _stop.Token), CancellationToken.None) : Task.CompletedTask;
        var purging = services.Options is { RunWorker: true, Retention: { } retention } ? new RetentionJob(services, retention).RunAsync(_stop.Token) : Task.CompletedTask;
        _running = Task.WhenAll(listening, working, purging);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private Task WorkAsync(int hub, CancellationToken stop) => EngineLoop.RunAsync(nameof(DurableTaskWorker), services.Logger, async token =>
    {
        var number = await RegisterAsync(hub, token);
        await services.Database.Faults.ReachAsync(FaultPoint.WorkerRegistered);
        await using var incarnation = new WorkerIncarnation(services, hub, number);
        await incarnation.RunAsync(token);
    }, afterFailure: null, stop);

    private async Task<long> RegisterAsync(int hub, CancellationToken cancellationToken)
    {
        await using var connection = await services.Database.DataSource.OpenConnectionAsync(cancellationToken);
        return await Workers.RegisterAsync(connection, hub, services.Options.LeaseDuration, ProcessIdentity.Current, cancellationToken);
    }
}
