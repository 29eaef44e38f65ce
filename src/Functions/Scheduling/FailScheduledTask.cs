using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Records that a run of a task failed in a way nobody foresaw.</summary>
/// <param name="taskRuns">The register of the tasks' runs.</param>
public sealed class FailScheduledTask(ITaskRuns taskRuns)
{
    /// <summary>Records the failure; the first end of a run stays.</summary>
    [Function(nameof(FailScheduledTask))]
    public async Task RunAsync([ActivityTrigger] ScheduledTaskFailure failure, CancellationToken cancellationToken) =>
        await taskRuns.RecordAsync(failure.RunId, TaskOutcome.Failed(UserError.Parse(failure.Error)), cancellationToken);
}
