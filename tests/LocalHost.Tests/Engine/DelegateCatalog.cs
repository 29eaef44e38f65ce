using System.Collections.Concurrent;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Converters;
using LocalHost.Engine;

namespace LocalHost.Tests.Engine;

/// <summary>Orchestrators and activities given as delegates.</summary>
public sealed class DelegateCatalog : ITaskCatalog
{
    private readonly ConcurrentDictionary<string, Func<TaskOrchestrationContext, Task<object?>>> _orchestrators = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, Func<TaskActivityContext, string?, CancellationToken, Task<object?>>> _activities = new(StringComparer.OrdinalIgnoreCase);

    public DelegateCatalog Orchestrator<TOutput>(string name, Func<TaskOrchestrationContext, Task<TOutput>> code)
    {
        _orchestrators[name] = async context => await code(context);
        return this;
    }

    public DelegateCatalog Orchestrator(string name, Func<TaskOrchestrationContext, Task> code)
    {
        _orchestrators[name] = async context =>
        {
            await code(context);
            return null;
        };
        return this;
    }

    public DelegateCatalog Activity<TInput, TOutput>(string name, Func<TInput?, TOutput> code)
    {
        _activities[name] = (_, input, _) => Task.FromResult<object?>(code(JsonDataConverter.Default.Deserialize<TInput>(input)));
        return this;
    }

    public DelegateCatalog Activity<TInput, TOutput>(string name, Func<TInput?, CancellationToken, Task<TOutput>> code)
    {
        _activities[name] = async (_, input, cancellationToken) => await code(JsonDataConverter.Default.Deserialize<TInput>(input), cancellationToken);
        return this;
    }

    public bool HasOrchestrator(string name) => _orchestrators.ContainsKey(name);

    public bool HasActivity(string name) => _activities.ContainsKey(name);

    public Task<object?> RunOrchestratorAsync(TaskOrchestrationContext context) => _orchestrators[context.Name](context);

    public Task<object?> RunActivityAsync(TaskActivityContext context, string? serializedInput, CancellationToken cancellationToken) =>
        _activities[context.Name](context, serializedInput, cancellationToken);
}
