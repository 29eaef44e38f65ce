using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Shows at regular intervals that a run is alive while it works on something long.</summary>
/// <param name="runs">The register of runs.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class RunHeartbeat(IRunStore runs, TimeProvider time, ILogger<RunHeartbeat> logger)
{
    /// <summary>The time between two signs of life.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether an active run has shown no life for two intervals.</summary>
    public bool IsStuck(PipelineRun run) => run.Status == RunStatus.Running && time.GetUtcNow() - run.HeartbeatAt > Interval * 2;

    /// <summary>Does the work with signs of life at its beginning, while it lasts, and at its end.</summary>
    public async Task<T> DuringAsync<T>(string runId, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await runs.HeartbeatAsync(runId, cancellationToken);
        using var finished = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var beating = BeatAsync(runId, finished.Token);
        try
        {
            return await work();
        }
        finally
        {
            await finished.CancelAsync();
            await beating;
        }
    }

    private async Task BeatAsync(string runId, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
                await BeatOnceAsync(runId, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The work is done.
        }
    }

    /// <summary>A sign that cannot be given must not cost the work it is about; the next one may be.</summary>
    private async Task BeatOnceAsync(string runId, CancellationToken cancellationToken)
    {
        try
        {
            await runs.HeartbeatAsync(runId, cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogMissed(logger, runId, exception);
        }
    }

    [LoggerMessage(EventId = 2301, Level = LogLevel.Warning, Message = "Run {RunId} could not give a sign of life.")]
    private static partial void LogMissed(ILogger logger, string runId, Exception exception);
}
