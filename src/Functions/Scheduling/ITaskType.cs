using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>A kind of work that can be scheduled. Everything about when, how often and what if it fails is the scheduler's; a kind of work only does it.</summary>
public interface ITaskType
{
    /// <summary>Its name in tasks, such as <c>pipeline</c>.</summary>
    string Name { get; }

    /// <summary>The priority of its tasks unless they say otherwise; the lower number goes first.</summary>
    int Priority { get; }

    /// <summary>Refuses a task whose configuration does not fit.</summary>
    /// <exception cref="UserErrorException">What does not fit.</exception>
    Task CheckAsync(ScheduledTaskDefinition task, CancellationToken cancellationToken);

    /// <summary>
    /// Does the work, or a step of it. It is called again and again until it gives an outcome, and after a crash once more for the same step: twice must be the same as once.
    /// What waits for something else returns and looks again at the next call.
    /// </summary>
    /// <returns>How the work ended; null while it goes on.</returns>
    Task<TaskOutcome?> AdvanceAsync(DueRun due, DurableTaskClient client, CancellationToken cancellationToken);

    /// <summary>Stops what the work started; its time is over. Unless it says otherwise there is nothing to stop.</summary>
    Task StopAsync(DueRun due, CancellationToken cancellationToken) => Task.CompletedTask;
}
