using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Finds the task that a request names.</summary>
internal static class ScheduleLookup
{
    /// <summary>The task of that key.</summary>
    /// <exception cref="UserErrorException"><c>schedule_unknown</c>.</exception>
    public static async Task<ScheduledTask> RequireAsync(this IScheduledTasks tasks, string key, CancellationToken cancellationToken) => await tasks.FindAsync(key, cancellationToken)
        ?? throw new UserErrorException("schedule_unknown", $"There is no scheduled task '{key}'.", "List the tasks with GET /api/v1/schedules and use one of their keys.");
}
