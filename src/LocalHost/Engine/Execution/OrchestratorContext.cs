using LocalHost.DurableTask;
using LocalHost.Engine.History;
using Microsoft.Extensions.Logging;

namespace LocalHost.Engine.Execution;

/// <summary>The context an orchestrator's code works with: turns its calls into emitted history items and tasks.</summary>
internal sealed class OrchestratorContext : TaskOrchestrationContext
{
    private readonly InstanceFacts _facts;
    private readonly DataConverter _converter;
    private readonly OrchestrationScheduler _scheduler;
    private readonly Dictionary<int, PendingCall> _calls = [];
    private readonly Dictionary<int, PendingTimer> _timers = [];
    private readonly ExternalEvents _events;
    private readonly KeptAnswers _kept = new();
    private List<HistoryItem> _emitted = [];
    private int _nextId;
    private int _nextGuid;

    public OrchestratorContext(InstanceFacts facts, DataConverter converter, OrchestrationScheduler scheduler, ILoggerFactory loggerFactory, string? customStatus)
    {
        _facts = facts;
        _converter = converter;
        _scheduler = scheduler;
        LoggerFactory = loggerFactory;
        CustomStatus = customStatus;
        _events = new ExternalEvents(converter);
    }

    public override TaskName Name => _facts.Name;

    public override string InstanceId => _facts.InstanceId;

    public override ParentOrchestrationInstance? Parent => _facts.Parent;

    public override string Version => _facts.Version;

    public override DateTime CurrentUtcDateTime => Now.UtcDateTime;

    public override bool IsReplaying => Replaying;

    /// <summary>The time of the present step.</summary>
    internal DateTimeOffset Now { get; set; }

    internal bool Replaying { get; set; }

    internal string? CustomStatus { get; private set; }

    internal ContinueAsNewOptions? NextGeneration { get; private set; }

    internal bool HasOpenTimers => _timers.Count > 0;

    /// <summary>Whether the code waits for something this context will give.</summary>
    internal bool HasOpenWork => _calls.Count > 0 || _timers.Count > 0 || _events.HasWaiters;

    internal IReadOnlyList<HistoryItem> UnprocessedEvents => _events.Unprocessed;

    internal IEnumerable<string> OpenChildren => _calls.Values.Select(call => call.ChildInstanceId).OfType<string>();

    /// <summary>Whether the code waits for the answer to a call, or for a timer.</summary>
    internal bool IsOpen(int id) => _calls.ContainsKey(id) || _timers.ContainsKey(id);

    /// <summary>Calls and timers that are open, as they were emitted.</summary>
    internal IEnumerable<HistoryItem> OpenWork => _calls.Values.Select(call => call.Scheduled).Concat(_timers.Values.Select(timer => timer.Created));

    protected override ILoggerFactory LoggerFactory { get; }

    public override T? GetInput<T>()
        where T : default => _converter.Deserialize<T>(_facts.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        RequireOrchestratorCode();
        RequireName(name);
        var data = _converter.Serialize(input);
        return Retries.CallAsync(this, options?.Retry, () => Call<TResult>(new HistoryItem
        {
            Kind = HistoryItemKind.TaskScheduled,
            Id = _nextId++,
            Name = name.Name,
            Input = data,
            Version = options?.Version?.Version ?? _facts.Version,
        }));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        RequireOrchestratorCode();
        RequireName(orchestratorName);
        var data = _converter.Serialize(input);
        var instanceId = (options as SubOrchestrationOptions)?.InstanceId;
        if (instanceId is not null)
        {
            InstanceIds.Require(instanceId);
        }

        return Retries.CallAsync(this, options?.Retry, () => Call<TResult>(new HistoryItem
        {
            Kind = HistoryItemKind.ChildScheduled,
            Id = _nextId++,
            Name = orchestratorName.Name,
            InstanceId = instanceId ?? NewGuid().ToString("N"),
            Input = data,
            Version = options?.Version?.Version ?? _facts.Version,
            Tags = options?.Tags?.AsReadOnly(),
        }));
    }

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        RequireOrchestratorCode();
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled(cancellationToken);
        }

        var id = _nextId++;
        var timer = new PendingTimer(new HistoryItem { Kind = HistoryItemKind.TimerCreated, Id = id, FireAt = StoredTime.Truncate(AsUtc(fireAt)) });
        _timers.Add(id, timer);
        _emitted.Add(timer.Created);
        timer.CancelWith(cancellationToken, () =>
        {
            _timers.Remove(id);
            _emitted.Add(new HistoryItem { Kind = HistoryItemKind.TimerCancelled, Id = id });
        });
        return timer.Task;
    }

    public override Task<T?> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
        where T : default
    {
        RequireOrchestratorCode();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return _events.WaitFor<T>(eventName, cancellationToken);
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        RequireOrchestratorCode();
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        InstanceIds.Require(instanceId);
        _emitted.Add(new HistoryItem
        {
            Kind = HistoryItemKind.EventSent,
            Id = _nextId++,
            InstanceId = instanceId,
            Name = eventName,
            Input = _converter.Serialize(payload),
        });
    }

    public override void SetCustomStatus(object? customStatus)
    {
        RequireOrchestratorCode();
        CustomStatus = _converter.Serialize(customStatus);
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) =>
        ContinueAsNew(new ContinueAsNewOptions { NewInput = newInput, PreserveUnprocessedEvents = preserveUnprocessedEvents });

    public override void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        RequireOrchestratorCode();
        NextGeneration = options;
    }

    public override Guid NewGuid()
    {
        RequireOrchestratorCode();
        return DeterministicGuid.Create(_facts.ExecutionId, _nextGuid++);
    }

    /// <summary>What the code asked for since the last call.</summary>
    internal List<HistoryItem> TakeEmitted()
    {
        var emitted = _emitted;
        _emitted = [];
        return _kept.Mark(emitted);
    }

    /// <summary>Goes on after a rewind: calls get numbers that none had before.</summary>
    internal void Rewind(HistoryItem rewound) => _nextId = Math.Max(_nextId, rewound.NextCall);

    /// <summary>Notes a result from before a rewind, for the call it fits.</summary>
    internal void Keep(HistoryItem answer) => _kept.Add(answer);

    /// <summary>A result from before a rewind that fits an open call, or null.</summary>
    internal HistoryItem? TakeKept() => _kept.TakeFor(_calls.Values);

    /// <summary>Hands an answer or event to the code. Answers to calls that are no longer open are dropped.</summary>
    internal void Apply(HistoryItem item)
    {
        switch (item.Kind)
        {
            case HistoryItemKind.TaskCompleted or HistoryItemKind.ChildCompleted when _calls.Remove(item.Id, out var call):
                call.Complete(item.Data);
                break;
            case HistoryItemKind.TaskFailed or HistoryItemKind.ChildFailed when _calls.Remove(item.Id, out var call) && item.Failure is not null:
                call.Fail(item.Failure);
                break;
            case HistoryItemKind.TimerFired when _timers.Remove(item.Id, out var timer):
                timer.Fire();
                break;
            case HistoryItemKind.EventRaised:
                _events.Raise(item);
                break;
        }
    }

    internal string? Serialize(object? value) => _converter.Serialize(value);

    private static DateTimeOffset AsUtc(DateTime time) =>
        new(time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc));

    private static void RequireName(TaskName name)
    {
        if (string.IsNullOrWhiteSpace(name.Name))
        {
            throw new ArgumentException("A task needs a name.", nameof(name));
        }
    }

    private Task<TResult> Call<TResult>(HistoryItem item)
    {
        var call = new PendingCallOf<TResult>(item.Name ?? string.Empty, item.Id, _converter) { Scheduled = item, ChildInstanceId = item.InstanceId };
        _calls.Add(item.Id, call);
        _emitted.Add(item);
        return call.Task;
    }

    private void RequireOrchestratorCode()
    {
        if (!_scheduler.IsPumping)
        {
            throw new InvalidOperationException(IllegalAwait.Message(_facts.Name));
        }
    }
}
