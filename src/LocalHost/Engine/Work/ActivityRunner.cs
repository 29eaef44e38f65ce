using System.Collections.Concurrent;
using LocalHost.DurableTask;
using LocalHost.Engine.History;
using LocalHost.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace LocalHost.Engine.Work;

/// <summary>
/// Runs activities, so many at a time. A result goes straight to its instance when that is in memory, and is stored with the
/// instance's next step; else it is stored as a message.
/// </summary>
internal sealed class ActivityRunner
{
    private readonly ITaskCatalog _catalog;
    private readonly DataConverter _converter;
    private readonly DurableTaskEngineOptions _options;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<(Guid ExecutionId, int TaskId), byte> _held = new();
    private readonly TurnQueue<ClaimedActivity> _queue = new();
    private readonly int _capacity;
    private int _taken;

    public ActivityRunner(ITaskCatalog catalog, DataConverter converter, DurableTaskEngineOptions options, ILogger logger)
    {
        _catalog = catalog;
        _converter = converter;
        _options = options;
        _logger = logger;
        _capacity = options.MaxConcurrentActivityFunctions + (options.ActivityPrefetch ?? options.MaxConcurrentActivityFunctions);
    }

    /// <summary>Takes a result to where it belongs, and forgets the activity when it is stored there.</summary>
    public required Func<ClaimedActivity, HistoryItem, Task> Finished { get; init; }

    /// <summary>Set by tests that make this process fail.</summary>
    public IFaultInjector? Faults { get; init; }

    /// <summary>Called when a place became free while the queue in the store is not empty.</summary>
    public required Action PlaceFree { get; init; }

    /// <summary>Where activities run.</summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Whether the queue in the store holds more than this process has taken; then what is new must queue too.</summary>
    public bool Backlog { get; set; }

    /// <summary>Activities that could be taken now.</summary>
    public int Free => Math.Max(0, _capacity - Volatile.Read(ref _taken));

    public int Running => Volatile.Read(ref _taken);

    /// <summary>Activities that are claimed, queued here or running.</summary>
    public ICollection<(Guid ExecutionId, int TaskId)> Held => _held.Keys;

    /// <summary>Whether an activity is claimed, queued here or running.</summary>
    public bool Holds(ClaimedActivity activity) => _held.ContainsKey((activity.ExecutionId, activity.TaskId));

    /// <summary>Takes a place for an activity that is about to be stored.</summary>
    public bool TryReserve()
    {
        if (Backlog)
        {
            return false;
        }

        if (Interlocked.Increment(ref _taken) <= _capacity)
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        return false;
    }

    /// <summary>Takes places without asking, for activities that were claimed from the store.</summary>
    public void Reserve(int count) => Interlocked.Add(ref _taken, count);

    /// <summary>Gives places back.</summary>
    public void Unreserve(int count)
    {
        Interlocked.Add(ref _taken, -count);
        if (Backlog && Free >= Math.Max(1, _options.MaxConcurrentActivityFunctions / 2))
        {
            PlaceFree();
        }
    }

    /// <summary>Notes an activity as claimed before it is stored, so that it is not taken for a forgotten one.</summary>
    public void Hold(Guid executionId, int taskId) => _held.TryAdd((executionId, taskId), 0);

    public void Forget(Guid executionId, int taskId) => _held.TryRemove((executionId, taskId), out _);

    /// <summary>Queues an activity that has a place.</summary>
    public void Enqueue(ClaimedActivity activity)
    {
        Hold(activity.ExecutionId, activity.TaskId);
        _queue.Enqueue(activity.FairnessKey, activity);
    }

    /// <summary>Runs activities until the token is cancelled.</summary>
    /// <param name="takeNoMore">Stops taking activities from the queue.</param>
    /// <param name="abandon">Cancels those that run.</param>
    public Task RunAsync(CancellationToken takeNoMore, CancellationToken abandon) =>
        Task.WhenAll(Enumerable.Range(0, _options.MaxConcurrentActivityFunctions).Select(_ => Scheduler.Run(() => ConsumeAsync(takeNoMore, abandon))));

    private async Task ConsumeAsync(CancellationToken takeNoMore, CancellationToken abandon)
    {
        try
        {
            while (true)
            {
                var activity = await _queue.DequeueAsync(takeNoMore);
                var result = await ResultAsync(activity, abandon);
                if (result is null)
                {
                    Forget(activity.ExecutionId, activity.TaskId);
                }
                else
                {
                    _ = TellAsync(activity, result);
                }

                Unreserve(1);
            }
        }
        catch (OperationCanceledException) when (takeNoMore.IsCancellationRequested)
        {
            // The process stops or starts again; what is still queued here goes back with its claims.
        }
    }

    private async Task TellAsync(ClaimedActivity activity, HistoryItem result)
    {
        try
        {
            await Faults.ReachAsync(FaultPoint.ActivityRan);
            await Finished(activity, result);
        }
        catch (Exception exception)
        {
            // Forgotten, it is given back and run again.
            EngineLog.ResultFailed(_logger, exception, activity.Name, activity.InstanceId);
            Forget(activity.ExecutionId, activity.TaskId);
        }
    }

    /// <summary>The activity's result, or null when it was abandoned.</summary>
    private async Task<HistoryItem?> ResultAsync(ClaimedActivity activity, CancellationToken abandon)
    {
        try
        {
            if (!_catalog.HasActivity(activity.Name))
            {
                return Failure(activity, new TaskFailureDetails(
                    "ActivityTaskNotFound",
                    $"No activity named '{activity.Name}' is registered.",
                    StackTrace: null,
                    InnerFailure: null,
                    Properties: null));
            }

            var context = new ActivityContext(activity);
            await Faults.ReachAsync(FaultPoint.ActivityStarting);
            var output = await _catalog.RunActivityAsync(context, activity.Input, abandon);
            return new HistoryItem { Kind = HistoryItemKind.TaskCompleted, Id = activity.TaskId, Data = _converter.Serialize(output) };
        }
        catch (OperationCanceledException) when (abandon.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            EngineLog.ActivityFailed(_logger, exception, activity.Name, activity.InstanceId);
            return Failure(activity, TaskFailureDetails.FromException(exception, _options.IncludeStackTraces));
        }
    }

    private static HistoryItem Failure(ClaimedActivity activity, TaskFailureDetails failure) =>
        new() { Kind = HistoryItemKind.TaskFailed, Id = activity.TaskId, Failure = failure };

    private sealed class ActivityContext(ClaimedActivity activity) : TaskActivityContext
    {
        public override TaskName Name => activity.Name;

        public override string InstanceId => activity.InstanceId;

        public override string Version => activity.Version;
    }
}
