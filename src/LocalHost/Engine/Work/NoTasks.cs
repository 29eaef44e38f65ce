using LocalHost.DurableTask;

namespace LocalHost.Engine.Work;

/// <summary>The catalogue of a process that is a client only.</summary>
internal sealed class NoTasks : ITaskCatalog
{
    public bool HasOrchestrator(string name) => false;

    public bool HasActivity(string name) => false;

    public Task<object?> RunOrchestratorAsync(TaskOrchestrationContext context) =>
        throw new NotSupportedException("This process runs no orchestrators.");

    public Task<object?> RunActivityAsync(TaskActivityContext context, string? serializedInput, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This process runs no activities.");
}
