using DataHound.Storage.ControlPlane.Backfills;
using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Starts the runs of backfills as there is room, and notes how they ended. It keeps nothing in memory: after a crash it goes on from the register.</summary>
/// <param name="backfills">The register of backfills.</param>
/// <param name="starter">Starts runs.</param>
/// <param name="logger">The log.</param>
public sealed partial class TendBackfills(IBackfills backfills, RunStarter starter, ILogger<TendBackfills> logger)
{
    private const int MostBackfills = 100;

    /// <summary>Every 2 seconds. One backfill's failure does not keep the others from being tended.</summary>
    [Function(nameof(TendBackfills))]
    public async Task RunAsync([TimerTrigger("*/2 * * * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var backfill in await backfills.ListWorkingAsync(MostBackfills, cancellationToken))
        {
            try
            {
                await TendAsync(backfill, client, cancellationToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogNotTended(logger, backfill.Id, exception);
            }
        }
    }

    private async Task TendAsync(Backfill backfill, DurableTaskClient client, CancellationToken cancellationToken)
    {
        await backfills.SettleAsync(backfill.Id, cancellationToken);
        foreach (var partition in await backfills.NextAsync(backfill.Id, cancellationToken))
        {
            var key = FormattableString.Invariant($"backfill:{backfill.Id:N}:{partition.Ordinal}:{partition.Attempt}");
            var result = await starter.StartAsync(
                new StartRunRequest
                {
                    Pipeline = backfill.Pipeline, Companies = [partition.Company], Stages = backfill.Stages, AsOf = partition.AsOf, RequestedBy = backfill.RequestedBy,
                }.UnderOwnKey(key),
                client,
                cancellationToken);

            // Another run of the company may be active: the window waits for its end.
            if (result.Run is { } run)
                await backfills.MarkStartedAsync(backfill.Id, partition, run.RunId, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 2501, Level = LogLevel.Error, Message = "Backfill {BackfillId} could not be tended; it is tried again.")]
    private static partial void LogNotTended(ILogger logger, Guid backfillId, Exception exception);
}
