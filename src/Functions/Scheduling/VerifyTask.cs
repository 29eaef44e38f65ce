using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Scheduling;

/// <summary>Reads what is stored again and compares it with its manifests; damage fails the run.</summary>
/// <param name="checks">Starts checks and waits for them.</param>
public sealed class VerifyTask(PlannedChecks checks) : ITaskType
{
    /// <inheritdoc/>
    public string Name => "verify";

    /// <inheritdoc/>
    public int Priority => 99;

    /// <inheritdoc/>
    public Task CheckAsync(ScheduledTaskDefinition task, CancellationToken cancellationToken)
    {
        _ = TaskConfig.Read<VerifyTaskConfig>(task);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<TaskOutcome?> AdvanceAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var config = TaskConfig.Read<VerifyTaskConfig>(due.Task.Definition);
        var wanted = new DataCheckRequest { Companies = [], Dataset = config.Dataset, CurrentOnly = config.CurrentOnly };
        return checks.AdvanceAsync(due, DataCheckKind.Verification, wanted, client, cancellationToken);
    }
}
