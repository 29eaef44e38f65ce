using LocalHost.Engine.Storage;

namespace LocalHost.Engine.Work;

/// <summary>Purges instances that finished long enough ago, some at a time and with pauses, so that it is never in anybody's way.</summary>
internal sealed class RetentionJob(WorkerServices services, TimeSpan retention)
{
    private const int BatchSize = 100;
    private static readonly TimeSpan PauseBetweenBatches = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PauseBetweenRounds = TimeSpan.FromMinutes(1);

    public Task RunAsync(CancellationToken stop) =>
        EngineLoop.RunAsync(nameof(RetentionJob), services.Logger, TurnAsync, afterFailure: null, stop);

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        var purged = 0;
        int batch;
        do
        {
            batch = await Purges.FinishedBeforeAsync(services.Database, services.Time.GetUtcNow() - retention, BatchSize, cancellationToken);
            purged += batch;
            await Task.Delay(PauseBetweenBatches, cancellationToken);
        }
        while (batch == BatchSize);
        if (purged > 0)
        {
            EngineLog.Purged(services.Logger, purged);
        }

        await Task.Delay(PauseBetweenRounds, cancellationToken);
    }
}
