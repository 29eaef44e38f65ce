using LocalHost.DurableTask;
using LocalHost.Engine.History;

namespace LocalHost.Engine.Execution;

/// <summary>A call the orchestrator has made and that is not answered.</summary>
internal abstract class PendingCall(string name, int id)
{
    public string Name { get; } = name;

    public int Id { get; } = id;

    /// <summary>The call as it was emitted.</summary>
    public required HistoryItem Scheduled { get; init; }

    /// <summary>The child's instance id, for sub-orchestrations.</summary>
    public string? ChildInstanceId { get; init; }

    public abstract void Complete(string? data);

    public abstract void Fail(TaskFailureDetails failure);
}
