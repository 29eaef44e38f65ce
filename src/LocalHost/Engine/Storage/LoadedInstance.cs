using LocalHost.DurableTask.Client;
using LocalHost.Engine.Execution;
using LocalHost.Engine.History;

namespace LocalHost.Engine.Storage;

/// <summary>An instance with its history, as a claim on it finds it.</summary>
internal sealed record LoadedInstance
{
    public required InstanceFacts Facts { get; init; }

    public required OrchestrationRuntimeStatus Status { get; init; }

    public string? CustomStatus { get; init; }

    /// <summary>The payload the custom status was read from; null when it was in the row itself.</summary>
    public Guid? CustomStatusReference { get; init; }

    /// <summary>
    /// When it may begin, for as long as the timer of its start has not fired; null for at once. Who fired it may have another clock than
    /// who claims the instance.
    /// </summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Where its result goes, for a child.</summary>
    public Guid? ParentExecutionId { get; init; }

    public int? ParentTaskId { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public List<StoredStep> History { get; } = [];
}
