namespace LocalHost.DurableTask.Client;

/// <summary>The state of an orchestration instance. The numbers are those of Durable Functions.</summary>
public enum OrchestrationRuntimeStatus
{
    /// <summary>It has begun and is not finished.</summary>
    Running = 0,

    /// <summary>It returned.</summary>
    Completed = 1,

    /// <summary>Not used: an instance that continued as new is <see cref="Running"/>.</summary>
    ContinuedAsNew = 2,

    /// <summary>It threw, or its code no longer fits its history.</summary>
    Failed = 3,

    /// <summary>Not used.</summary>
    Canceled = 4,

    /// <summary>It was ended from outside.</summary>
    Terminated = 5,

    /// <summary>It was accepted and has not begun.</summary>
    Pending = 6,

    /// <summary>It is held: answers and events are kept until it is resumed.</summary>
    Suspended = 7,
}
