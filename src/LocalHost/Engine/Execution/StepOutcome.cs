using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.History;

namespace LocalHost.Engine.Execution;

/// <summary>What a step came to, to be stored in one transaction.</summary>
internal sealed record StepOutcome
{
    /// <summary>What the step was given, with what the engine added.</summary>
    public required IReadOnlyList<HistoryItem> Received { get; init; }

    public required IReadOnlyList<HistoryItem> Emitted { get; init; }

    /// <summary>After a rewind: calls and timers of earlier steps that are to be set going once more.</summary>
    public IReadOnlyList<HistoryItem> Reopened { get; init; } = [];

    /// <summary>The state after the step; <see cref="OrchestrationRuntimeStatus.ContinuedAsNew"/> asks for a new generation.</summary>
    public required OrchestrationRuntimeStatus Status { get; init; }

    public string? Output { get; init; }

    public TaskFailureDetails? Failure { get; init; }

    /// <summary>The custom status after the step.</summary>
    public string? CustomStatus { get; init; }

    /// <summary>Whether the instance ends because no process survives its step.</summary>
    public bool IsGivenUp { get; init; }

    /// <summary>The next generation, when there is one.</summary>
    public InstanceFacts? Next { get; init; }

    public bool IsFinal => Status is OrchestrationRuntimeStatus.Completed or OrchestrationRuntimeStatus.Failed or OrchestrationRuntimeStatus.Terminated;
}
