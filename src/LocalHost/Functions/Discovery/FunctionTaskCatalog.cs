using LocalHost.DurableTask;
using LocalHost.Engine;

namespace LocalHost.Functions.Discovery;

/// <summary>Lets the engine run the app's orchestrators and activities.</summary>
internal sealed class FunctionTaskCatalog(FunctionCatalog catalog, FunctionPipeline pipeline) : ITaskCatalog
{
    public bool HasOrchestrator(string name) => catalog.FindOrchestrator(name) is not null;

    public bool HasActivity(string name) => catalog.FindActivity(name) is not null;

    public async Task<object?> RunOrchestratorAsync(TaskOrchestrationContext context)
    {
        FunctionDescriptor function = catalog.FindOrchestrator(context.Name.Name) ?? throw Unknown("orchestrator", context.Name);
        await using FunctionInvocation invocation = pipeline.Begin(function, new InvocationTrigger { Orchestration = context }, CancellationToken.None);
        return await pipeline.RunAsync(invocation);
    }

    public async Task<object?> RunActivityAsync(TaskActivityContext context, string? serializedInput, CancellationToken cancellationToken)
    {
        FunctionDescriptor function = catalog.FindActivity(context.Name.Name) ?? throw Unknown("activity", context.Name);
        InvocationTrigger trigger = new() { Activity = context, SerializedInput = serializedInput };
        await using FunctionInvocation invocation = pipeline.Begin(function, trigger, cancellationToken);
        return await pipeline.RunAsync(invocation);
    }

    private static InvalidOperationException Unknown(string kind, TaskName name) => new($"There is no {kind} named '{name.Name}' in this app.");
}
