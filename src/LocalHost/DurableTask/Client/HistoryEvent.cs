namespace LocalHost.DurableTask.Client;

/// <summary>One event of an instance's history, in the order it was stored.</summary>
/// <param name="EventId">The number of the call it announces; -1 for events that announce none.</param>
/// <param name="EventType">What happened: the event names of the Durable Task Framework, such as TaskScheduled.</param>
/// <param name="Timestamp">When the step was taken in which it was stored.</param>
public record HistoryEvent(int EventId, string EventType, DateTimeOffset Timestamp)
{
    /// <summary>The name of the activity, orchestrator or external event concerned, or null.</summary>
    public string? Name { get; init; }

    /// <summary>For an answer: the number of the call it answers; else null.</summary>
    public int? TaskScheduledId { get; init; }

    /// <summary>For a sub-orchestration or a sent event: the other instance's id; else null.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The input of a call, start or event as stored, or null.</summary>
    public string? Input { get; init; }

    /// <summary>The result of a call or of the instance as stored, or null.</summary>
    public string? Result { get; init; }

    /// <summary>Why a suspension, resumption or termination was asked for, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>When a timer is due, or null.</summary>
    public DateTimeOffset? FireAt { get; init; }

    /// <summary>Why a call or the instance failed, or null.</summary>
    public TaskFailureDetails? FailureDetails { get; init; }

    /// <summary>The state the instance ended in, on its last event; else null.</summary>
    public OrchestrationRuntimeStatus? OrchestrationStatus { get; init; }
}
