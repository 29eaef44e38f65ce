using System.Collections.Immutable;
using Microsoft.Extensions.Logging;

namespace LocalHost.DurableTask;

/// <summary>
/// What an orchestrator works with. Its code is run again from the start whenever an answer arrives, so it must do the same
/// thing every time: clocks, random numbers, I/O and tasks that do not come from this context have no place in it.
/// </summary>
public abstract class TaskOrchestrationContext
{
    private ILoggerFactory? _replaySafeLoggerFactory;

    /// <summary>The orchestrator's name.</summary>
    public abstract TaskName Name { get; }

    /// <summary>The instance's id.</summary>
    public abstract string InstanceId { get; }

    /// <summary>The orchestration that called this one, or null.</summary>
    public abstract ParentOrchestrationInstance? Parent { get; }

    /// <summary>The time of the present step (UTC): the same in every replay, and never before an earlier step's.</summary>
    public abstract DateTime CurrentUtcDateTime { get; }

    /// <summary>Whether the code runs over steps that have been taken before.</summary>
    public abstract bool IsReplaying { get; }

    /// <summary>The version the instance was created with, empty when unversioned.</summary>
    public virtual string Version => string.Empty;

    /// <summary>Facts the host gives to orchestrators. Default: none.</summary>
    public virtual IReadOnlyDictionary<string, object?> Properties => ImmutableDictionary<string, object?>.Empty;

    /// <summary>A logger factory whose loggers are silent during replay.</summary>
    public virtual ILoggerFactory ReplaySafeLoggerFactory => _replaySafeLoggerFactory ??= new ReplaySafeLoggerFactory(this, LoggerFactory);

    /// <summary>The factory that replay-safe loggers write to.</summary>
    protected abstract ILoggerFactory LoggerFactory { get; }

    /// <summary>The instance's input; the type's default when there is none.</summary>
    public abstract T? GetInput<T>();

    /// <summary>Calls an activity that gives nothing back.</summary>
    /// <exception cref="TaskFailedException">The activity failed, after all retries.</exception>
    public virtual Task CallActivityAsync(TaskName name, object? input = null, TaskOptions? options = null) =>
        CallActivityAsync<object>(name, input, options);

    /// <summary>Calls an activity without input that gives nothing back.</summary>
    /// <exception cref="TaskFailedException">The activity failed, after all retries.</exception>
    public virtual Task CallActivityAsync(TaskName name, TaskOptions options) => CallActivityAsync(name, input: null, options);

    /// <summary>Calls an activity without input.</summary>
    /// <exception cref="TaskFailedException">The activity failed, after all retries.</exception>
    public virtual Task<TResult?> CallActivityAsync<TResult>(TaskName name, TaskOptions options) =>
        CallActivityAsync<TResult?>(name, input: null, options);

    /// <summary>Calls an activity.</summary>
    /// <param name="name">The activity's name.</param>
    /// <param name="input">Its input, stored as text by the data converter.</param>
    /// <param name="options">Retry and tags, or null.</param>
    /// <exception cref="TaskFailedException">The activity failed, after all retries.</exception>
    public abstract Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null);

    /// <summary>A task that completes after a delay, however long, across restarts.</summary>
    public virtual Task CreateTimer(TimeSpan delay, CancellationToken cancellationToken) =>
        CreateTimer(CurrentUtcDateTime.Add(delay), cancellationToken);

    /// <summary>A task that completes at a time (UTC), across restarts. An instance stays running until its timers have fired or are cancelled.</summary>
    public abstract Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken);

    /// <summary>Waits for an external event. Events that came early are kept in order and handed out first.</summary>
    /// <param name="eventName">The event's name, compared ignoring case.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public abstract Task<T?> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default);

    /// <summary>Waits for an external event for a time.</summary>
    /// <exception cref="TaskCanceledException">The event did not come in time.</exception>
    public Task<T?> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an external event for a time.</summary>
    /// <exception cref="TaskCanceledException">The event did not come in time, or the token was cancelled.</exception>
    public async Task<T?> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var timerSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var eventSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timer = CreateTimer(timeout, timerSource.Token);
        var externalEvent = WaitForExternalEvent<T>(eventName, eventSource.Token);
        Cancel(await Task.WhenAny(externalEvent, timer) == externalEvent ? timerSource : eventSource);
        return await externalEvent;

        // Not CancelAsync: it would leave the orchestrator's thread.
        static void Cancel(CancellationTokenSource source) => source.Cancel();
    }

    /// <summary>Sends an event to another instance; an instance that is not alive never sees it.</summary>
    public abstract void SendEvent(string instanceId, string eventName, object payload);

    /// <summary>Sets a value that the outside can read while the instance runs.</summary>
    public abstract void SetCustomStatus(object? customStatus);

    /// <summary>Calls another orchestrator as a child.</summary>
    /// <exception cref="TaskFailedException">The child failed or was terminated, after all retries.</exception>
    public abstract Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null);

    /// <summary>Calls another orchestrator as a child, without input.</summary>
    /// <exception cref="TaskFailedException">The child failed or was terminated, after all retries.</exception>
    public virtual Task<TResult?> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync<TResult?>(orchestratorName, input: null, options);

    /// <summary>Calls another orchestrator as a child, without input and result.</summary>
    /// <exception cref="TaskFailedException">The child failed or was terminated, after all retries.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, TaskOptions options) =>
        CallSubOrchestratorAsync(orchestratorName, input: null, options);

    /// <summary>Calls another orchestrator as a child that gives nothing back.</summary>
    /// <exception cref="TaskFailedException">The child failed or was terminated, after all retries.</exception>
    public virtual Task CallSubOrchestratorAsync(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        CallSubOrchestratorAsync<object>(orchestratorName, input, options);

    /// <summary>Starts over with a new input and an empty history once the orchestrator returns.</summary>
    public abstract void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true);

    /// <summary>Starts over with a new input and an empty history once the orchestrator returns.</summary>
    public virtual void ContinueAsNew(ContinueAsNewOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ContinueAsNew(options.NewInput, options.PreserveUnprocessedEvents);
    }

    /// <summary>A unique id that is the same in every replay.</summary>
    public abstract Guid NewGuid();

    /// <summary>A logger that is silent during replay.</summary>
    public virtual ILogger CreateReplaySafeLogger(string categoryName) => ReplaySafeLoggerFactory.CreateLogger(categoryName);

    /// <summary>A logger that is silent during replay.</summary>
    public virtual ILogger CreateReplaySafeLogger(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return CreateReplaySafeLogger(type.FullName ?? type.Name);
    }

    /// <summary>A logger that is silent during replay.</summary>
    public virtual ILogger CreateReplaySafeLogger<T>() => CreateReplaySafeLogger(typeof(T));

    /// <summary>Compares the instance's version with another: less than zero when the instance's is older.</summary>
    public virtual int CompareVersionTo(string version) => VersionOrder.Compare(Version, version);
}
