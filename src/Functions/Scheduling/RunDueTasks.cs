using DataHound.Functions.Pipelines;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Looks at the clock: starts what is due and what a crash left unstarted, and gives up what is lost.</summary>
/// <param name="taskRuns">The register of the tasks' runs.</param>
/// <param name="logger">The log.</param>
public sealed partial class RunDueTasks(ITaskRuns taskRuns, ILogger<RunDueTasks> logger)
{
    private const int BatchSize = 100;

    /// <summary>At the times of the setting <c>RunDueTasksSchedule</c>. Several processes may do so at once.</summary>
    [Function(nameof(RunDueTasks))]
    public async Task RunAsync([TimerTrigger("%RunDueTasksSchedule%", RunOnStartup = true)] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        await GiveUpLostAsync(client, cancellationToken);
        foreach (var due in await taskRuns.ListUnstartedAsync(BatchSize, cancellationToken))
            await StartAsync(due, client, cancellationToken);
        DueClaim claim;
        do
        {
            claim = await taskRuns.ClaimDueAsync(cancellationToken);
            foreach (var dropped in claim.Dropped)
                LogDropped(logger, dropped.TaskKey, dropped.From, dropped.Until);
            foreach (var due in claim.Started)
                await StartAsync(due, client, cancellationToken);
        }
        while (claim.MoreDue);
    }

    private async Task StartAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var runId = due.Run.RunId;
        await client.StartOnceAsync(nameof(RunScheduledTask), new ScheduledTaskInput { RunId = runId }, runId, cancellationToken);
        await taskRuns.MarkStartedAsync(runId, cancellationToken);
        LogStarted(logger, due.Task.Definition.Key, runId, due.Run.Trigger.ToString());
    }

    /// <summary>A silent run whose orchestration still exists will go on by itself; without one nobody will end it.</summary>
    private async Task GiveUpLostAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        foreach (var due in await taskRuns.ListSilentAsync(BatchSize, cancellationToken))
        {
            var runId = due.Run.RunId;
            if (await client.GetInstanceAsync(runId, cancellationToken) is { IsCompleted: false })
                continue;
            var reason = new UserError("task_run_lost", "The run was lost: it showed no life and its orchestration is gone.", "Look into the log for a crash; by the task's policy the tick is run again.");
            if (await taskRuns.AbandonAsync(runId, reason, cancellationToken))
                LogLost(logger, due.Task.Definition.Key, runId);
        }
    }

    [LoggerMessage(EventId = 2401, Level = LogLevel.Information, Message = "Task {TaskKey}: run {RunId} started ({Trigger}).")]
    private static partial void LogStarted(ILogger logger, string taskKey, string runId, string trigger);

    [LoggerMessage(EventId = 2402, Level = LogLevel.Warning, Message = "Task {TaskKey}: ticks from {From} on were missed and dropped; the latest tick is {Until}.")]
    private static partial void LogDropped(ILogger logger, string taskKey, DateTimeOffset from, DateTimeOffset until);

    [LoggerMessage(EventId = 2403, Level = LogLevel.Error, Message = "Task {TaskKey}: run {RunId} was lost.")]
    private static partial void LogLost(ILogger logger, string taskKey, string runId);
}
