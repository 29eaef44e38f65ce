using LocalHost.DurableTask.Client;
using LocalHost.Engine.History;

namespace LocalHost.Engine.Clients;

/// <summary>Tells a stored history in the events of the Durable Task Framework.</summary>
internal static class HistoryEvents
{
    public static List<HistoryEvent> From(IReadOnlyList<StoredStep> steps, OrchestrationMetadata instance, string? input)
    {
        var events = new List<HistoryEvent>();
        foreach (var step in steps)
        {
            events.Add(new HistoryEvent(-1, "OrchestratorStarted", step.At));
            events.AddRange(step.Record.Received.Concat(step.Record.Emitted).Select(item => Event(item, step.At, instance, input)).OfType<HistoryEvent>());
            events.Add(new HistoryEvent(-1, "OrchestratorCompleted", step.At));
        }

        return events;
    }

    private static HistoryEvent? Event(HistoryItem item, DateTimeOffset at, OrchestrationMetadata instance, string? input) => item.Kind switch
    {
        HistoryItemKind.TaskCompleted or HistoryItemKind.ChildCompleted when item.IsKept => null,
        HistoryItemKind.Started => new(-1, "ExecutionStarted", at) { Name = instance.Name, Input = input },
        HistoryItemKind.TaskCompleted => new(-1, "TaskCompleted", at) { TaskScheduledId = item.Id, Result = item.Data },
        HistoryItemKind.TaskFailed => new(-1, "TaskFailed", at) { TaskScheduledId = item.Id, FailureDetails = item.Failure },
        HistoryItemKind.TimerFired => new(-1, "TimerFired", at) { TaskScheduledId = item.Id, FireAt = item.FireAt },
        HistoryItemKind.ChildCompleted => new(-1, "SubOrchestrationInstanceCompleted", at) { TaskScheduledId = item.Id, Result = item.Data },
        HistoryItemKind.ChildFailed => new(-1, "SubOrchestrationInstanceFailed", at) { TaskScheduledId = item.Id, FailureDetails = item.Failure },
        HistoryItemKind.EventRaised => new(-1, "EventRaised", at) { Name = item.Name, Input = item.Data },
        HistoryItemKind.Suspended => new(-1, "ExecutionSuspended", at) { Reason = item.Reason },
        HistoryItemKind.Resumed => new(-1, "ExecutionResumed", at) { Reason = item.Reason },
        HistoryItemKind.Terminated => new(-1, "ExecutionTerminated", at) { Reason = item.Reason, Result = item.Data },
        HistoryItemKind.Rewound => new(-1, "ExecutionRewound", at) { Reason = item.Reason },
        HistoryItemKind.TaskScheduled => new(item.Id, "TaskScheduled", at) { Name = item.Name, Input = item.Input },
        HistoryItemKind.TimerCreated => new(item.Id, "TimerCreated", at) { FireAt = item.FireAt },
        HistoryItemKind.ChildScheduled => new(item.Id, "SubOrchestrationInstanceCreated", at) { Name = item.Name, InstanceId = item.InstanceId, Input = item.Input },
        HistoryItemKind.EventSent => new(item.Id, "EventSent", at) { Name = item.Name, InstanceId = item.InstanceId, Input = item.Input },
        HistoryItemKind.Finished => new(-1, "ExecutionCompleted", at)
        {
            OrchestrationStatus = item.Status,
            Result = item.Status == instance.RuntimeStatus ? instance.SerializedOutput : null,
            FailureDetails = item.Status == instance.RuntimeStatus ? instance.FailureDetails : null,
        },
        _ => null,
    };
}
