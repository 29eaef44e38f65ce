using DataHound.Storage.ControlPlane.Notifications;
using DataHound.Storage.ControlPlane.Reconciling;
using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>
/// Closes gaps between the register of runs and the orchestrations: a run without an instance is started, a run whose instance has ended
/// without ending the run is ended, a run that shows no life is told.
/// </summary>
/// <param name="runs">The register of runs.</param>
/// <param name="starter">Starts orchestrations.</param>
/// <param name="heartbeat">Tells which runs show no life.</param>
/// <param name="found">Keeps what was mended.</param>
/// <param name="outbox">Takes notices.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class ReconcileRuns(
    IRunStore runs, RunStarter starter, RunHeartbeat heartbeat, IFoundRuns found, INotificationOutbox outbox, TimeProvider time, ILogger<ReconcileRuns> logger)
{
    private const int BatchSize = 100;

    /// <summary>An instance that ended this long ago must have ended its run.</summary>
    private static readonly TimeSpan EndGrace = TimeSpan.FromSeconds(30);

    /// <summary>A run that is younger is being started by whoever recorded it: starting it too is no mending.</summary>
    private static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(5);

    /// <summary>Every 15 seconds.</summary>
    [Function(nameof(ReconcileRuns))]
    public async Task RunAsync([TimerTrigger("*/15 * * * * *", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var run in await runs.ListUnstartedAsync(BatchSize, cancellationToken))
        {
            LogStarted(logger, run.RunId);
            await starter.StartOrchestrationAsync(run, client, cancellationToken);
            if (time.GetUtcNow() - run.StartedAt > StartGrace)
                await found.NoteAsync(run, "reconcile.run_start", "it was recorded but not started", cancellationToken);
        }

        foreach (var run in await runs.ListActiveAsync(BatchSize, cancellationToken))
        {
            var instance = await client.GetInstanceAsync(run.RunId, cancellationToken);
            if (instance is { IsCompleted: true } && time.GetUtcNow() - instance.LastUpdatedAt > EndGrace)
            {
                LogEnded(logger, run.RunId);
                await runs.FinishRunAsync(run.RunId, UserError.Unexpected, cancellationToken);
                await found.NoteAsync(run, "reconcile.run_end", "its orchestration had ended without ending it", cancellationToken);
            }
            else if (heartbeat.IsStuck(run))
            {
                LogStuck(logger, run.RunId, run.HeartbeatAt);
                foreach (var notice in RunNotices.Stuck(run))
                    await outbox.WriteAsync(notice, cancellationToken);
            }
        }
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Warning, Message = "Run {RunId} was recorded but not started; starting it.")]
    private static partial void LogStarted(ILogger logger, string runId);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Warning, Message = "Run {RunId} has shown no life since {HeartbeatAt}.")]
    private static partial void LogStuck(ILogger logger, string runId, DateTimeOffset heartbeatAt);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Warning, Message = "The orchestration of run {RunId} has ended but the run had not; ending it.")]
    private static partial void LogEnded(ILogger logger, string runId);
}
