using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>
/// The register of scheduled tasks. Every change is kept in the audit log. A change names the version it was made for, or null for whatever version there is. Unknown keys are <c>schedule_unknown</c>, other versions
/// <c>schedule_changed</c>.
/// </summary>
public interface IScheduledTasks
{
    /// <summary>Adds a task. A deleted task of that key comes back with the new definition and its history.</summary>
    /// <exception cref="UserErrorException"><c>schedule_exists</c>, <c>task_invalid</c>, <c>schedule_never</c>.</exception>
    Task<ScheduledTask> CreateAsync(ScheduledTaskDefinition definition, Initiator by, CancellationToken cancellationToken);

    /// <summary>Adds a task unless its key was ever used; what people made of it, and that they deleted it, stays.</summary>
    /// <returns>Whether it was added.</returns>
    Task<bool> CreateOnceAsync(ScheduledTaskDefinition definition, Initiator by, CancellationToken cancellationToken);

    /// <summary>Gives a task a new definition; its next tick is found anew. Type and company may change, the key may not.</summary>
    Task<ScheduledTask> UpdateAsync(ScheduledTaskDefinition definition, long? version, Initiator by, CancellationToken cancellationToken);

    /// <summary>The task, or null when there is none or it was deleted.</summary>
    Task<ScheduledTask?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Tasks by key.</summary>
    Task<Page<ScheduledTask>> ListAsync(TaskQuery query, CancellationToken cancellationToken);

    /// <summary>Stops the ticks. A run that runs goes on; waiting runs are skipped. Ticks during the pause are not missed: nobody wants them.</summary>
    Task<ScheduledTask> PauseAsync(string key, long? version, Initiator by, CancellationToken cancellationToken);

    /// <summary>Lets a paused task, or one in error, go on from now; its failures are forgotten.</summary>
    Task<ScheduledTask> ResumeAsync(string key, long? version, Initiator by, CancellationToken cancellationToken);

    /// <summary>Deletes a task; its history stays. A run that runs goes on; waiting runs are skipped.</summary>
    Task<ScheduledTask> DeleteAsync(string key, long? version, Initiator by, CancellationToken cancellationToken);
}
