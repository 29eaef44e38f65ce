using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Does a step of a task's work and records its end.</summary>
/// <param name="taskRuns">The register of the tasks' runs.</param>
/// <param name="types">The kinds of work.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed partial class AdvanceScheduledTask(ITaskRuns taskRuns, TaskTypes types, TimeProvider time, ILogger<AdvanceScheduledTask> logger)
{
    /// <summary>Does a step.</summary>
    /// <returns>Whether the run has ended.</returns>
    [Function(nameof(AdvanceScheduledTask))]
    public async Task<bool> RunAsync([ActivityTrigger] string runId, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await taskRuns.BeatAsync(runId, cancellationToken) is not { } due)
            return true;
        if (await StepAsync(due, client, cancellationToken) is not { } outcome)
            return false;

        await taskRuns.RecordAsync(runId, outcome, cancellationToken);
        LogEnded(logger, outcome.Success ? LogLevel.Information : LogLevel.Error, due.Task.Definition.Key, runId, outcome.Message);
        return true;
    }

    private async Task<TaskOutcome?> StepAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken)
    {
        try
        {
            var type = types.Get(due.Task.Definition.Type);
            var limit = due.Task.Definition.TimeLimit;
            if (await type.AdvanceAsync(due, client, cancellationToken) is { } outcome)
                return outcome;
            if (time.GetUtcNow() - due.Run.StartedAt <= limit)
                return null;

            await type.StopAsync(due, cancellationToken);
            return TaskOutcome.Failed(new UserError("task_time_limit", FormattableString.Invariant($"The run took longer than its limit of {limit.TotalSeconds} seconds."), "Look for what holds it up, or give the task a longer limit."));
        }
        catch (UserErrorException exception)
        {
            return TaskOutcome.Failed(exception.Error);
        }
    }

    [LoggerMessage(EventId = 2411, Message = "Task {TaskKey}: run {RunId} ended. {Message}")]
    private static partial void LogEnded(ILogger logger, LogLevel level, string taskKey, string runId, string message);
}
