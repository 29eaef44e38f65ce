using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.Execution;
using LocalHost.Engine.History;
using LocalHost.Engine.Storage;

namespace LocalHost.Tests.Simulation;

/// <summary>
/// The schema <c>durable</c> in memory: what claims, reads, fires and rewinds does here what the statements in Engine/Storage do in
/// Postgres. Each method is one transaction. <see cref="ModelWrites"/> stores changes.
/// </summary>
internal sealed class ModelStore(SimulatedClock clock, StoreFlaw flaw)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private long _lastWorker;
    private long _lastMessage;
    private long _lastLife;

    public StoreFlaw Flaw { get; } = flaw;

    public SortedDictionary<string, ModelInstance> Instances { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, ModelSession> Sessions { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<Guid, List<ModelStep>> History { get; } = [];

    public List<ModelMessage> Messages { get; } = [];

    public List<ModelActivity> Activities { get; } = [];

    public List<ModelTimer> Timers { get; } = [];

    public SortedDictionary<long, DateTimeOffset> Workers { get; } = [];

    /// <summary>Rules that were broken: what a database would refuse, or what must never be asked of it.</summary>
    public List<string> Violations { get; } = [];

    /// <summary>How often instances have come to an end.</summary>
    public int Ends { get; set; }

    public long Register()
    {
        Workers.Add(++_lastWorker, clock.Now + Lease);
        return _lastWorker;
    }

    public bool Renew(long worker)
    {
        if (!Workers.ContainsKey(worker))
        {
            return false;
        }

        Workers[worker] = clock.Now + Lease;
        return true;
    }

    /// <summary>Frees what processes held whose claims have run out.</summary>
    public void TakeOver()
    {
        foreach (var silent in Workers.Where(worker => worker.Value < clock.Now).Select(worker => worker.Key).ToList())
        {
            Workers.Remove(silent);
        }

        if (Flaw is StoreFlaw.ClaimsKept)
        {
            return;
        }

        Change(
            Activities,
            activity => activity.Owner is { } owner && !Workers.ContainsKey(owner),
            activity => activity with { Owner = null, LostClaims = activity.LostClaims + 1 });
        ChangeSessions(
            (_, session) => session.Owner is { } owner && !Workers.ContainsKey(owner),
            (id, session) => session with
            {
                Owner = null,
                Ready = true,
                LostClaims = session.LostClaims + (Messages.Exists(message => message.InstanceId == id) || !History.ContainsKey(session.ExecutionId) ? 1 : 0),
            });
    }

    /// <summary>Takes a process off the list that stops in good order.</summary>
    public void Leave(long worker)
    {
        Change(Activities, activity => activity.Owner == worker, activity => activity with { Owner = null });
        ChangeSessions((_, session) => session.Owner == worker, (_, session) => session with { Owner = null, Ready = true });
        Workers.Remove(worker);
    }

    /// <summary>Takes up the rings of instances a process holds, and claims others that nobody holds.</summary>
    /// <param name="worker">The process.</param>
    /// <param name="suspectFrom">Lost claims from which on an instance is a suspect.</param>
    /// <param name="withSuspect">Whether one suspect may be claimed.</param>
    /// <param name="isLocked">Whether a commit holds a row right now, so that it is passed over.</param>
    public List<ClaimedInstance> Claim(long worker, int suspectFrom, bool withSuspect, Func<bool> isLocked)
    {
        var claims = new List<ClaimedInstance>();
        var suspects = withSuspect ? 1 : 0;
        foreach (var (id, session) in Sessions.Where(row => row.Value.Ready && (row.Value.Owner is null || row.Value.Owner == worker)).ToList())
        {
            var isNew = session.Owner is null;
            var isSuspect = isNew && session.LostClaims >= suspectFrom;
            if (isLocked() || (isSuspect && suspects-- <= 0))
            {
                continue;
            }

            var claimed = session with { Owner = worker, Epoch = session.Epoch + (isNew ? 1 : 0), Ready = false };
            Sessions[id] = claimed;
            claims.Add(new ClaimedInstance(id, claimed.ExecutionId, claimed.Epoch, claimed.LostClaims));
        }

        return claims;
    }

    /// <summary>The messages of some instances, and those of them that are to be loaded.</summary>
    public (List<StoredMessage> Messages, Dictionary<string, LoadedInstance> Loaded) Read(
        IEnumerable<string> instances, IReadOnlyList<ClaimedInstance> toLoad, int limit)
    {
        var wanted = instances.ToHashSet(StringComparer.Ordinal);
        var messages = Messages
            .Where(message => wanted.Contains(message.InstanceId))
            .Select(message => new StoredMessage(message.InstanceId, message.Id, message.ExecutionId, HistoryJson.ReadItem(message.Body)))
            .ToList();
        messages = [.. messages.GroupBy(message => message.InstanceId, StringComparer.Ordinal).SelectMany(group => group.Take(limit))];
        if (Flaw is StoreFlaw.MessagesReversed)
        {
            messages.Reverse();
        }

        var loaded = new Dictionary<string, LoadedInstance>(StringComparer.Ordinal);
        foreach (var claim in toLoad)
        {
            if (Instances.TryGetValue(claim.InstanceId, out var row))
            {
                loaded.Add(claim.InstanceId, Load(row, row.ExecutionId == claim.ExecutionId ? claim.ExecutionId : default));
            }
        }

        return (messages, loaded);
    }

    public void Release(long worker, IReadOnlyList<(string InstanceId, long Epoch)> claims, bool ring)
    {
        var released = claims.ToHashSet();
        ChangeSessions(
            (id, session) => session.Owner == worker && released.Contains((id, session.Epoch)),
            (_, session) => session with { Owner = null, Ready = session.Ready || ring });
    }

    public void RingHeld(long worker) => ChangeSessions((_, session) => session.Owner == worker, (_, session) => session with { Ready = true });

    public List<(string InstanceId, long Epoch)> HeldInstances(long worker) =>
        [.. Sessions.Where(row => row.Value.Owner == worker).Select(row => (row.Key, row.Value.Epoch))];

    public List<ClaimedActivity> ClaimActivities(long worker, int limit, int suspectFrom, bool withSuspect, Func<bool> isLocked)
    {
        var free = Activities.Where(activity => activity.Owner is null && !isLocked()).ToList();
        List<ModelActivity> picked = [
            .. free.Where(activity => activity.LostClaims < suspectFrom).Take(limit),
            .. free.Where(activity => withSuspect && activity.LostClaims >= suspectFrom).Take(1)];
        Change(Activities, picked.Contains, activity => activity with { Owner = worker });
        return
        [
            .. picked.Select(activity => new ClaimedActivity(
                activity.ExecutionId, activity.TaskId, activity.InstanceId, activity.Name, activity.Version, activity.Input)
            {
                FairnessKey = activity.FairnessKey,
                LostClaims = activity.LostClaims,
            }),
        ];
    }

    public void ReleaseActivities(long worker, IReadOnlyList<(Guid ExecutionId, int TaskId)> activities) => Change(
        Activities,
        activity => activity.Owner == worker && activities.Contains((activity.ExecutionId, activity.TaskId)),
        activity => activity with { Owner = null });

    public List<(Guid ExecutionId, int TaskId)> HeldActivities(long worker) =>
        [.. Activities.Where(activity => activity.Owner == worker).Select(activity => (activity.ExecutionId, activity.TaskId))];

    /// <summary>Fires timers that are due by a process's clock.</summary>
    public void Fire(DateTimeOffset now)
    {
        foreach (var timer in Timers.Where(timer => timer.FireAt <= now).OrderBy(timer => timer.FireAt).ToList())
        {
            Timers.Remove(timer);
            if (timer.TaskId >= 0 && Flaw is not StoreFlaw.TimersLost && Sessions.TryGetValue(timer.InstanceId, out var session) && session.ExecutionId == timer.ExecutionId)
            {
                Send(timer.InstanceId, timer.ExecutionId, HistoryJson.Write(new HistoryItem { Kind = HistoryItemKind.TimerFired, Id = timer.TaskId, FireAt = timer.FireAt }));
            }

            Ring(timer.InstanceId);
        }
    }

    /// <summary>Rewinds a failed instance with the failed descendants it waits for.</summary>
    public bool Rewind(string instanceId)
    {
        var message = HistoryJson.Write(new HistoryItem { Kind = HistoryItemKind.Rewound, Reason = "again" });
        if (!Revive(instanceId, message, OrchestrationRuntimeStatus.Failed))
        {
            return false;
        }

        var waiting = new Queue<string>([instanceId]);
        while (waiting.TryDequeue(out var parent))
        {
            var generation = Instances[parent].ExecutionId;
            foreach (var (taskId, child) in Rewinding.OpenChildren(Steps(generation)))
            {
                var row = Instances.GetValueOrDefault(child);
                if (row is null || row.ParentExecutionId != generation || row.ParentTaskId != taskId)
                {
                    Send(parent, generation, HistoryJson.Write(new HistoryItem
                    {
                        Kind = HistoryItemKind.ChildFailed,
                        Id = taskId,
                        Failure = new TaskFailureDetails("OrchestrationNotFound", child, StackTrace: null, InnerFailure: null, Properties: null),
                    }));
                }
                else if (row is { IsFinished: true, Status: OrchestrationRuntimeStatus.Completed })
                {
                    Send(parent, generation, HistoryJson.Write(new HistoryItem { Kind = HistoryItemKind.ChildCompleted, Id = taskId, Data = row.Output }));
                }
                else if (Revive(child, message, OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Terminated))
                {
                    waiting.Enqueue(child);
                }
            }
        }

        return true;
    }

    /// <summary>The steps of a generation.</summary>
    public List<StoredStep> Steps(Guid generation) =>
        [.. (History.GetValueOrDefault(generation) ?? []).Select(step => new StoredStep(step.Number, step.At, HistoryJson.ReadStep(step.Events)))];

    /// <summary>An instance as a claim finds it.</summary>
    public LoadedInstance Load(ModelInstance row, Guid generation)
    {
        var instance = new LoadedInstance
        {
            Facts = new InstanceFacts
            {
                InstanceId = row.InstanceId,
                ExecutionId = row.ExecutionId,
                Name = row.Name,
                Version = row.Version,
                Input = row.Input,
                Parent = row is { ParentName: { } name, ParentInstanceId: { } parent } ? new ParentOrchestrationInstance(name, parent) : null,
                Carried = HistoryJson.ReadItems(row.Carried),
                FairnessKey = row.FairnessKey,
            },
            Status = row.Status,
            CustomStatus = row.CustomStatus,
            StartAt = Timers.Find(timer => timer.ExecutionId == row.ExecutionId && timer.TaskId < 0)?.FireAt,
            ParentExecutionId = row.ParentExecutionId,
            ParentTaskId = row.ParentTaskId,
            UpdatedAt = row.UpdatedAt,
        };
        instance.History.AddRange(Steps(generation));
        return instance;
    }

    public void Send(string instanceId, Guid? generation, string body) => Messages.Add(new ModelMessage(++_lastMessage, instanceId, generation, body));

    /// <summary>The number before the first claim of a new life.</summary>
    public long NewLife() => ++_lastLife << 24;

    public void Ring(string instanceId)
    {
        if (Sessions.TryGetValue(instanceId, out var session))
        {
            Sessions[instanceId] = session with { Ready = true };
        }
    }

    private static void Change<T>(List<T> rows, Predicate<T> which, Func<T, T> how)
    {
        for (var place = 0; place < rows.Count; place++)
        {
            if (which(rows[place]))
            {
                rows[place] = how(rows[place]);
            }
        }
    }

    private void ChangeSessions(Func<string, ModelSession, bool> which, Func<string, ModelSession, ModelSession> how)
    {
        foreach (var (id, session) in Sessions.Where(row => which(row.Key, row.Value)).ToList())
        {
            Sessions[id] = how(id, session);
        }
    }

    private bool Revive(string instanceId, string message, params ReadOnlySpan<OrchestrationRuntimeStatus> statuses)
    {
        if (!Instances.TryGetValue(instanceId, out var row) || !row.IsFinished || !statuses.Contains(row.Status) || Sessions.ContainsKey(instanceId))
        {
            return false;
        }

        Sessions.Add(instanceId, new ModelSession(row.ExecutionId, Owner: null, NewLife(), Ready: true, LostClaims: 0));
        Instances[instanceId] = row with { Status = OrchestrationRuntimeStatus.Running, IsFinished = false, Output = null, UpdatedAt = clock.Now };
        Activities.RemoveAll(activity => activity.ExecutionId == row.ExecutionId);
        Send(instanceId, row.ExecutionId, message);
        return true;
    }
}
