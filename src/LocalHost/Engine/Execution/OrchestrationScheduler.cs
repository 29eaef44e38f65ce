namespace LocalHost.Engine.Execution;

/// <summary>
/// Runs an orchestrator's code on whichever thread pumps it, one piece after the other and in the order they became ready.
/// Work that arrives from another thread comes from a task the context does not know, and is reported.
/// </summary>
internal sealed class OrchestrationScheduler : TaskScheduler
{
    private readonly Queue<Task> _ready = new();
    private int _pumpThread = -1;
    private int _strangers;

    /// <summary>Called, on the stranger's thread, when work arrives from outside.</summary>
    public Action? StrangerArrived { get; set; }

    /// <summary>Whether work has ever arrived from outside.</summary>
    public bool MetStranger => Volatile.Read(ref _strangers) > 0;

    /// <summary>Whether the calling code is orchestrator code, run by this scheduler right now.</summary>
    public bool IsPumping => Volatile.Read(ref _pumpThread) == Environment.CurrentManagedThreadId;

    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Does something that may make work ready, then all ready work.</summary>
    public void Pump(Action action)
    {
        Volatile.Write(ref _pumpThread, Environment.CurrentManagedThreadId);
        try
        {
            action();
            while (_ready.TryDequeue(out var task))
            {
                TryExecuteTask(task);
            }
        }
        finally
        {
            Volatile.Write(ref _pumpThread, -1);
        }
    }

    /// <summary>Begins an asynchronous piece of orchestrator code.</summary>
    public Task<object?> Begin(Func<Task<object?>> code) =>
        Task.Factory.StartNew(code, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    protected override void QueueTask(Task task)
    {
        if (IsPumping)
        {
            _ready.Enqueue(task);
            return;
        }

        Interlocked.Increment(ref _strangers);
        StrangerArrived?.Invoke();
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        IsPumping && !taskWasPreviouslyQueued && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks() => _ready;
}
