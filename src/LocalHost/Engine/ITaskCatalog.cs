using LocalHost.DurableTask;

namespace LocalHost.Engine;

/// <summary>What the engine can run. The hosting layer implements it over its functions; tests over delegates.</summary>
/// <remarks>
/// Orchestrators run on a task scheduler of the engine that knows tasks of their context only. Between the call of
/// <see cref="RunOrchestratorAsync"/> and the orchestrator's code nothing may await anything else, use
/// <c>ConfigureAwait(false)</c> or move to another thread. An orchestrator that is waiting may be dropped and replayed
/// elsewhere; what it holds is then left to the garbage collector.
/// </remarks>
public interface ITaskCatalog
{
    /// <summary>Whether an orchestrator of this name can be run.</summary>
    bool HasOrchestrator(string name);

    /// <summary>Whether an activity of this name can be run.</summary>
    bool HasActivity(string name);

    /// <summary>Runs the orchestrator that <see cref="TaskOrchestrationContext.Name"/> says, from its start.</summary>
    /// <param name="context">Its context; the input is had by <see cref="TaskOrchestrationContext.GetInput{T}"/>.</param>
    /// <returns>Its output, null when it has none.</returns>
    Task<object?> RunOrchestratorAsync(TaskOrchestrationContext context);

    /// <summary>Runs the activity that <see cref="TaskActivityContext.Name"/> says.</summary>
    /// <param name="context">Its context.</param>
    /// <param name="serializedInput">Its input as the data converter stored it, or null.</param>
    /// <param name="cancellationToken">Cancelled when the process stops or has lost its claim on the activity.</param>
    /// <returns>Its output, null when it has none.</returns>
    Task<object?> RunActivityAsync(TaskActivityContext context, string? serializedInput, CancellationToken cancellationToken);
}
