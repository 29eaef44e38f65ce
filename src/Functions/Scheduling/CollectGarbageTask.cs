using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Scheduling;

/// <summary>Removes versions and objects that nothing keeps, beyond what the app collects each night by itself.</summary>
/// <param name="checks">Starts checks and waits for them.</param>
public sealed class CollectGarbageTask(PlannedChecks checks) : ITaskType
{
    /// <inheritdoc/>
    public string Name => "collect-garbage";

    /// <inheritdoc/>
    public int Priority => 99;

    /// <inheritdoc/>
    public Task CheckAsync(ScheduledTaskDefinition task, CancellationToken cancellationToken)
    {
        _ = TaskConfig.Read<CollectGarbageTaskConfig>(task);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<TaskOutcome?> AdvanceAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken) =>
        checks.AdvanceAsync(
            due, DataCheckKind.Collection, new DataCheckRequest { Companies = [], DryRun = TaskConfig.Read<CollectGarbageTaskConfig>(due.Task.Definition).DryRun }, client, cancellationToken);
}
