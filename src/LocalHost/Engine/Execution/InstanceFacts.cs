using LocalHost.DurableTask;
using LocalHost.Engine.History;

namespace LocalHost.Engine.Execution;

/// <summary>What an orchestrator's code may know of its instance.</summary>
internal sealed record InstanceFacts
{
    public required string InstanceId { get; init; }

    /// <summary>One generation of the instance: a new one at each start and each start over as new.</summary>
    public required Guid ExecutionId { get; init; }

    public required string Name { get; init; }

    public string Version { get; init; } = string.Empty;

    public string? Input { get; init; }

    public ParentOrchestrationInstance? Parent { get; init; }

    /// <summary>Whose turn its work counts as: a tenant's, or that of the root of its family.</summary>
    public required string FairnessKey { get; init; }

    /// <summary>Events the generation before handed on, oldest first.</summary>
    public IReadOnlyList<HistoryItem> Carried { get; init; } = [];
}
