using System.Collections.Frozen;

namespace LocalHost.Functions.Discovery;

/// <summary>The functions of an app.</summary>
internal sealed class FunctionCatalog
{
    private readonly FrozenDictionary<string, FunctionDescriptor> _byName, _orchestrators, _activities;

    public FunctionCatalog(IReadOnlyList<FunctionDescriptor> functions)
    {
        Functions = functions;
        _byName = functions.ToFrozenDictionary(function => function.Name, StringComparer.OrdinalIgnoreCase);
        _orchestrators = Tasks(FunctionKind.Orchestration);
        _activities = Tasks(FunctionKind.Activity);
    }

    public IReadOnlyList<FunctionDescriptor> Functions { get; }

    public FunctionDescriptor? Find(string name) => _byName.GetValueOrDefault(name);

    public FunctionDescriptor? FindOrchestrator(string name) => _orchestrators.GetValueOrDefault(name);

    public FunctionDescriptor? FindActivity(string name) => _activities.GetValueOrDefault(name);

    private FrozenDictionary<string, FunctionDescriptor> Tasks(FunctionKind kind) =>
        Functions.Where(function => function.Kind == kind).ToFrozenDictionary(function => function.TaskName, StringComparer.OrdinalIgnoreCase);
}
