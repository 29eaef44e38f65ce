namespace LocalHost.Engine.History;

/// <summary>What an item of a history says. The numbers are stored: never change or reuse one.</summary>
internal enum HistoryItemKind
{
    // Received: what a step was given.
    Started = 1,
    TaskCompleted = 2,
    TaskFailed = 3,
    TimerFired = 4,
    ChildCompleted = 5,
    ChildFailed = 6,
    EventRaised = 7,
    Suspended = 8,
    Resumed = 9,
    Terminated = 10,
    Rewound = 11,

    // Emitted: what the orchestrator's code asked for in a step.
    TaskScheduled = 20,
    TimerCreated = 21,
    TimerCancelled = 22,
    ChildScheduled = 23,
    EventSent = 24,
    ChildTerminated = 25,
    Finished = 26,
    ContinuedAsNew = 27,
}
