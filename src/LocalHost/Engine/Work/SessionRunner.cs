using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.Execution;
using LocalHost.Engine.History;
using LocalHost.Engine.Storage;
using Microsoft.Extensions.Logging;

namespace LocalHost.Engine.Work;

/// <summary>Takes an instance's steps, one after the other, as long as something has arrived for it.</summary>
internal sealed class SessionRunner : IDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(1);

    private readonly ITaskCatalog _catalog;
    private readonly DataConverter _converter;
    private readonly ILoggerFactory _loggerFactory;
    private readonly ILogger _logger;
    private readonly DurableTaskEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly IFaultInjector? _faults;
    private readonly TaskScheduler _scheduler;
    private readonly Committer _committer;
    private readonly ActivityRunner _activities;
    private readonly SessionTable _sessions;
    private readonly long _owner;
    private readonly SemaphoreSlim _slots;

    public SessionRunner(WorkerServices services, ActivityRunner activities, SessionTable sessions, long owner)
    {
        _catalog = services.Catalog;
        _converter = services.Converter;
        _loggerFactory = services.LoggerFactory;
        _logger = services.Logger;
        _options = services.Options;
        _time = services.Time;
        _faults = services.Database.Faults;
        _scheduler = services.Scheduler;
        _committer = services.Committer;
        _activities = activities;
        _sessions = sessions;
        _owner = owner;
        _slots = new SemaphoreSlim(services.Options.MaxConcurrentOrchestratorFunctions);
    }

    /// <summary>Asked to read the instance's messages again.</summary>
    public required Action<Session> ReadAgain { get; init; }

    /// <summary>
    /// Asked to give the instance back: with the activities that were claimed for it but may not have been, and whether its next
    /// holder must look at it at once.
    /// </summary>
    public required Func<Session, IReadOnlyList<int>, bool, Task> GiveBack { get; init; }

    public void Dispose() => _slots.Dispose();

    /// <summary>Posts to a session and sees to it that it is run.</summary>
    /// <returns>False when the session is closed.</returns>
    public bool Post(Session session, IReadOnlyList<Arrival> arrivals)
    {
        if (!session.TryPost(arrivals, out var run))
        {
            return false;
        }

        if (run)
        {
            _ = _scheduler.Run(() => RunAsync(session));
        }

        return true;
    }

    private async Task RunAsync(Session session)
    {
        List<Arrival> arrivals = [];
        try
        {
            while (session.TryTake(IsNew(session) && IsDue(session), out arrivals))
            {
                if (!await StepAsync(session, arrivals))
                {
                    return;
                }
            }

            if (IsNew(session) && !IsDue(session))
            {
                // Nothing to keep in memory until its time comes; the timer of the start rings then.
                End(session, []);
                await GiveBack(session, [], false);
            }
        }
        catch (Exception exception)
        {
            EngineLog.StepFailed(_logger, exception, session.InstanceId);
            End(session, arrivals);
            await Task.Delay(PauseAfterFailure, _time);
            await GiveBack(session, [], true);
        }
    }

    /// <summary>Whether no step of the present generation has been taken.</summary>
    private static bool IsNew(Session session) => session.Execution is { } execution ? execution.NextStep == 0 : session.Instance.History.Count == 0;

    private bool IsDue(Session session) => session.Instance.StartAt is not { } startAt || startAt <= _time.GetUtcNow();

    /// <summary>Takes one step and stores it.</summary>
    /// <returns>False when the session is over.</returns>
    private async Task<bool> StepAsync(Session session, List<Arrival> arrivals)
    {
        var current = arrivals.FindAll(arrival => arrival.ExecutionId is not { } generation || generation == session.Facts.ExecutionId);
        if (IsNew(session) && !IsDue(session) && !current.Exists(arrival => arrival.Item?.Kind == HistoryItemKind.Terminated))
        {
            return true;
        }

        StepChange change;
        await _slots.WaitAsync();
        try
        {
            var outcome = Compute(session, [.. current.Select(arrival => arrival.Item).OfType<HistoryItem>()]);
            await _faults.ReachAsync(FaultPoint.StepComputed);
            change = StepChanges.From(session, _owner, outcome, arrivals, _options, _activities.TryReserve);
        }
        finally
        {
            _slots.Release();
        }

        return await StoreAsync(session, arrivals, change);
    }

    private StepOutcome Compute(Session session, IReadOnlyList<HistoryItem> received)
    {
        var execution = session.Execution;
        var next = session.Instance.History is [.., var last] ? last.Number + 1 : 0;
        try
        {
            if (execution is null)
            {
                execution = session.Execution = NewExecution(session);
                (var history, received) = Rewinding.Prepare(session.Facts.InstanceId, session.Instance.History, received);
                if (session.LostClaims >= _options.MaxDequeueCount)
                {
                    return GiveUp(session, execution, next, received);
                }

                if (!_catalog.HasOrchestrator(session.Facts.Name))
                {
                    execution.SkipTo(next, StepTime(session, received));
                    return execution.Fail(received, new TaskFailureDetails(
                        "OrchestratorTaskNotFound",
                        $"No orchestrator named '{session.Facts.Name}' is registered.",
                        StackTrace: null,
                        InnerFailure: null,
                        Properties: null));
                }

                foreach (var step in history)
                {
                    execution.Replay(step);
                }

                execution.ContinueAt(next);
            }

            return execution.Step(StepTime(session, received), received);
        }
        catch (NonDeterministicOrchestrationException exception) when (execution is not null)
        {
            execution.SkipTo(next, StepTime(session, received));
            return execution.Fail(received, TaskFailureDetails.FromException(exception, withStackTrace: false));
        }
    }

    /// <summary>Ends an instance without running its code, which no process has survived.</summary>
    private StepOutcome GiveUp(Session session, OrchestrationExecution execution, int step, IReadOnlyList<HistoryItem> received)
    {
        var letter = new NewDeadLetter(NewDeadLetter.Step, session.Facts.Name, session.LostClaims);
        EngineLog.GivenUp(_logger, letter.Attempts, letter.Kind, letter.Name, session.InstanceId);
        execution.SkipTo(step, StepTime(session, received));
        return execution.Fail(received, letter.Failure) with { IsGivenUp = true };
    }

    private OrchestrationExecution NewExecution(Session session) => new(
        _catalog,
        session.Facts,
        _converter,
        _loggerFactory,
        _options.IncludeStackTraces,
        session.CustomStatus,
        () => Post(session, [new Arrival(Item: null, ExecutionId: null)]));

    /// <summary>The time of a step: never before the one before it, nor before a timer that fires in it.</summary>
    private DateTimeOffset StepTime(Session session, IReadOnlyList<HistoryItem> received)
    {
        var time = StoredTime.Truncate(_time.GetUtcNow());
        var last = session.Execution is { NextStep: > 0 } execution ? execution.LastStepAt : session.Instance.UpdatedAt;
        time = time < last ? last : time;
        foreach (var item in received)
        {
            if (item.FireAt is { } due && due > time)
            {
                time = due;
            }
        }

        return time;
    }

    private async Task<bool> StoreAsync(Session session, List<Arrival> arrivals, StepChange change)
    {
        var claimed = change.Activities.Where(activity => activity.Claimed).ToList();
        foreach (var activity in claimed)
        {
            _activities.Hold(change.ExecutionId, activity.TaskId);
        }

        try
        {
            _committer.Submit(change);
            if (!await change.Done)
            {
                EngineLog.SessionFenced(_logger, session.InstanceId);
                Withdraw(change, claimed);
                End(session, arrivals);
                return false;
            }
        }
        catch (Exception exception)
        {
            EngineLog.StepFailed(_logger, exception, session.InstanceId);
            Withdraw(change, claimed);
            End(session, arrivals);
            await GiveBack(session, [.. claimed.Select(activity => activity.TaskId)], true);
            return false;
        }

        session.Stored(change.Messages);
        ForgetFinished(arrivals);
        await _faults.ReachAsync(FaultPoint.StepStored);
        foreach (var activity in claimed)
        {
            _activities.Enqueue(new ClaimedActivity(
                change.ExecutionId,
                activity.TaskId,
                session.InstanceId,
                activity.Name,
                activity.Version,
                activity.Input) { FairnessKey = change.FairnessKey });
        }

        if (change.IsFinal)
        {
            if (change.Status == OrchestrationRuntimeStatus.Failed)
            {
                EngineLog.InstanceFailed(_logger, session.InstanceId, session.Facts.Name, HistoryJson.ReadFailure(change.Failure)?.ErrorType);
            }

            // What ended while this step was being stored is told to nobody, but its rows have to go.
            End(session, []);
            return false;
        }

        Advance(session, change);
        return true;
    }

    private void Advance(Session session, StepChange change)
    {
        session.Status = change.Status == OrchestrationRuntimeStatus.ContinuedAsNew ? OrchestrationRuntimeStatus.Running : change.Status;
        session.CustomStatus = change.CustomStatus;
        session.CustomStatusReference = PayloadReference.Read(change.StoredCustomStatus);
        session.LostClaims = 0;
        session.Instance.History.Clear();
        if (change.Next is { } next)
        {
            session.Facts = next;
            session.Execution = NewExecution(session);
        }

        if (change.HasUnseenMessage)
        {
            ReadAgain(session);
        }
    }

    private void ForgetFinished(List<Arrival> arrivals)
    {
        foreach (var arrival in arrivals)
        {
            if (arrival is { FinishedTask: { } task, ExecutionId: { } generation })
            {
                _activities.Forget(generation, task);
            }
        }
    }

    private void Withdraw(StepChange change, List<NewActivity> claimed)
    {
        foreach (var activity in claimed)
        {
            _activities.Forget(change.ExecutionId, activity.TaskId);
        }

        _activities.Unreserve(claimed.Count);
    }

    /// <summary>Lets go of a session. Results that were handed to it and not stored are stored as messages.</summary>
    private void End(Session session, IReadOnlyList<Arrival> taken)
    {
        var left = session.Close();
        _sessions.Remove(session);
        foreach (var arrival in taken.Concat(left))
        {
            if (arrival is { FinishedTask: { } task, Item: { } item, ExecutionId: { } generation })
            {
                _activities.Forget(generation, task);
                _committer.Submit(ResultChange.Of(session.InstanceId, generation, item, _owner, _options.PayloadThresholdBytes));
            }
        }
    }
}
