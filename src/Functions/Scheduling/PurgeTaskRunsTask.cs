using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Forgets runs of tasks that ended long ago.</summary>
/// <param name="taskRuns">The register of the tasks' runs.</param>
/// <param name="time">The clock.</param>
public sealed class PurgeTaskRunsTask(ITaskRuns taskRuns, TimeProvider time) : ITaskType
{
    private const int LongestDays = 3650;

    /// <inheritdoc/>
    public string Name => "purge-task-runs";

    /// <inheritdoc/>
    public int Priority => 99;

    /// <inheritdoc/>
    public Task CheckAsync(ScheduledTaskDefinition task, CancellationToken cancellationToken) => TaskConfig.Read<PurgeTaskRunsConfig>(task).KeepDays is >= 1 and <= LongestDays
        ? Task.CompletedTask
        : throw new UserErrorException("task_config_invalid", FormattableString.Invariant($"keepDays is not 1 to {LongestDays}."), "Send another number of days, or none for 30.");

    /// <inheritdoc/>
    public async Task<TaskOutcome?> AdvanceAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow().AddDays(-TaskConfig.Read<PurgeTaskRunsConfig>(due.Task.Definition).KeepDays);
        return new TaskOutcome { Success = true, Message = FormattableString.Invariant($"{await taskRuns.PurgeAsync(before, cancellationToken)} runs were forgotten.") };
    }
}
