using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Scheduling;

/// <summary>Compares records with what they stand for and mends them, beyond what the app does each hour by itself; drift that is not mended fails the run.</summary>
/// <param name="checks">Starts checks and waits for them.</param>
public sealed class ReconcileTask(PlannedChecks checks) : ITaskType
{
    /// <inheritdoc/>
    public string Name => "reconcile";

    /// <inheritdoc/>
    public int Priority => 99;

    /// <inheritdoc/>
    public Task CheckAsync(ScheduledTaskDefinition task, CancellationToken cancellationToken)
    {
        _ = TaskConfig.Read<NoConfig>(task);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<TaskOutcome?> AdvanceAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken) =>
        checks.AdvanceAsync(due, DataCheckKind.Reconciliation, new DataCheckRequest { Companies = [] }, client, cancellationToken);
}
