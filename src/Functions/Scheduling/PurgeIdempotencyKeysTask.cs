using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Idempotency;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Forgets idempotency keys whose lifetime is over.</summary>
/// <param name="keys">The keys.</param>
public sealed class PurgeIdempotencyKeysTask(IIdempotencyKeys keys) : ITaskType
{
    /// <inheritdoc/>
    public string Name => "purge-idempotency-keys";

    /// <inheritdoc/>
    public int Priority => 99;

    /// <inheritdoc/>
    public Task CheckAsync(ScheduledTaskDefinition task, CancellationToken cancellationToken)
    {
        _ = TaskConfig.Read<NoConfig>(task);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<TaskOutcome?> AdvanceAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken) =>
        new TaskOutcome { Success = true, Message = FormattableString.Invariant($"{await keys.PruneAsync(cancellationToken)} keys were forgotten.") };
}
