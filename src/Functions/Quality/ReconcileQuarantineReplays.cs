using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Brings replays on whose request died, or that found another run of their company active.</summary>
/// <param name="replays">The replays.</param>
/// <param name="starter">Brings a replay to its run.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class ReconcileQuarantineReplays(IQuarantineReplays replays, QuarantineReplayStarter starter, TimeProvider time, ILogger<ReconcileQuarantineReplays> logger)
{
    private const int BatchSize = 20;
    private static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(15);

    /// <summary>Every 20 seconds.</summary>
    [Function(nameof(ReconcileQuarantineReplays))]
    public async Task RunAsync([TimerTrigger("*/20 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var replay in await replays.ListUnfinishedAsync(time.GetUtcNow() - StartGrace, BatchSize, cancellationToken))
        {
            try
            {
                await starter.ContinueAsync(replay, client, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotContinued(logger, replay.Id, exception);
            }
        }
    }

    [LoggerMessage(EventId = 3201, Level = LogLevel.Error, Message = "Replay {ReplayId} could not be brought on; it is tried again.")]
    private static partial void LogNotContinued(ILogger logger, Guid replayId, Exception exception);
}
