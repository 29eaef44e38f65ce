using LocalHost.Engine;
using LocalHost.Engine.History;
using LocalHost.Engine.Storage;
using LocalHost.Engine.Work;
using Npgsql;

namespace LocalHost.Tests.Simulation;

/// <summary>
/// A worker from its registration until its claims are lost or its process dies. Sessions, steps, activities and commits are the
/// engine's own; the loops that ask the store for work follow the dispatchers in Engine/Work turn by turn.
/// </summary>
internal sealed class SimulatedWorker
{
    private readonly Simulation _simulation;
    private readonly DurableTaskEngineOptions _options;
    private readonly SessionTable _sessions = new();
    private readonly ActivityRunner _activities;
    private readonly SessionRunner _runner;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Session> _again = [];
    private readonly HashSet<Func<Task>> _busy = [];
    private readonly long _number;
    private bool _instancesUnclear;
    private bool _activitiesUnclear;
    private Session? _suspect;
    private ClaimedActivity? _suspectActivity;
    private HashSet<(Guid ExecutionId, int TaskId)> _unknownActivities = [];
    private HashSet<(string InstanceId, long Epoch)> _unknownInstances = [];

    public SimulatedWorker(Simulation simulation, SimulatedProcess process)
    {
        _simulation = simulation;
        Process = process;
        _options = process.Services.Options;
        _number = simulation.Store.Register();
        NextBeat = simulation.Clock.Now;
        _activities = new ActivityRunner(process.Services.Catalog, process.Services.Converter, _options, process.Services.Logger)
        {
            Finished = FinishedAsync,
            PlaceFree = static () => { },
            Scheduler = process.Tasks,
        };
        _runner = new SessionRunner(process.Services, _activities, _sessions, _number)
        {
            ReadAgain = _again.Add,
            GiveBack = GiveBackAsync,
        };
        _ = _activities.RunAsync(_stop.Token, _stop.Token);
    }

    public SimulatedProcess Process { get; }

    /// <summary>When it renews its claims next.</summary>
    public DateTimeOffset NextBeat { get; private set; }

    public bool HasLostClaims { get; private set; }

    /// <summary>Whether a process that is stopped keeps it from running.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Begins a turn of one of the loops, unless one is under way.</summary>
    public void Turn(int loop) => Begin(loop switch { 0 => InstancesAsync, 1 => ActivitiesAsync, _ => TimersAsync });

    /// <summary>A loop that would find something to do now, or null.</summary>
    public int? UsefulLoop()
    {
        var store = _simulation.Store;
        if (_instancesUnclear || _again.Count > 0 || store.Sessions.Values.Any(session => session.Ready && (session.Owner is null || session.Owner == _number)))
        {
            return 0;
        }

        if (_activitiesUnclear || (_activities.Free > 0 && store.Activities.Exists(activity => activity.Owner is null)))
        {
            return 1;
        }

        return store.Timers.Exists(timer => timer.FireAt <= Process.Time.GetUtcNow()) ? 2 : null;
    }

    /// <summary>Renews its claims when it is time.</summary>
    public void Beat()
    {
        if (_simulation.Clock.Now >= NextBeat)
        {
            NextBeat = _simulation.Clock.Now + _options.HeartbeatInterval;
            Begin(KeepAsync);
        }
    }

    /// <summary>Throws away what it holds in memory.</summary>
    public void End()
    {
        _stop.Cancel();
        foreach (var session in _sessions.All)
        {
            session.Close();
        }
    }

    private void Begin(Func<Task> turn)
    {
        if (_busy.Add(turn))
        {
            _ = Process.Tasks.Run(async () =>
            {
                try
                {
                    await turn();
                }
                catch (NpgsqlException)
                {
                    _instancesUnclear |= turn == InstancesAsync;
                    _activitiesUnclear |= turn == ActivitiesAsync;
                }
                finally
                {
                    _busy.Remove(turn);
                }
            });
        }
    }

    private async Task InstancesAsync()
    {
        if (_instancesUnclear)
        {
            await Process.CallAsync("rings all it holds", store => store.RingHeld(_number));
            _instancesUnclear = false;
        }

        await GiveBackIdleAsync();
        var withSuspect = _suspect is not { LostClaims: > 0 } taken || !ReferenceEquals(_sessions.Find(taken.InstanceId), taken);
        var claims = await Process.CallAsync("claims instances", store => store.Claim(_number, _options.SuspectFrom, withSuspect, _simulation.IsLocked));
        var toLoad = claims.FindAll(claim => _sessions.Find(claim.InstanceId) is not { } session || session.Epoch != claim.Epoch);
        var loading = toLoad.Select(claim => claim.InstanceId).ToHashSet(StringComparer.Ordinal);
        var known = claims
            .Select(claim => _sessions.Find(claim.InstanceId))
            .OfType<Session>()
            .Concat(_again)
            .Where(session => !loading.Contains(session.InstanceId))
            .DistinctBy(session => session.InstanceId)
            .ToDictionary(session => session.InstanceId, StringComparer.Ordinal);
        _again.Clear();
        foreach (var session in known.Values)
        {
            session.BeginRead();
        }

        if (claims.Count == 0 && known.Count == 0)
        {
            return;
        }

        var (messages, loaded) = await Process.CallAsync("reads", store => store.Read([.. known.Keys, .. loading], toLoad, _options.MessageBatchSize));
        foreach (var claim in claims)
        {
            if (loaded.TryGetValue(claim.InstanceId, out var instance))
            {
                var session = new Session(instance, claim.Epoch) { LostClaims = claim.LostClaims };
                _suspect = claim.LostClaims >= _options.SuspectFrom ? session : _suspect;
                _sessions.Put(session);
                known[claim.InstanceId] = session;
            }
        }

        foreach (var (id, session) in known)
        {
            var arrived = messages.FindAll(message => message.InstanceId == id);
            if (arrived.Count >= _options.MessageBatchSize)
            {
                _again.Add(session);
            }

            _runner.Post(session, [.. arrived.Select(message => new Arrival(message.Item, message.ExecutionId) { MessageId = message.MessageId })]);
        }
    }

    private async Task ActivitiesAsync()
    {
        if (_activitiesUnclear)
        {
            var stored = await Process.CallAsync("asks for its activities", store => store.HeldActivities(_number));
            var known = _activities.Held.ToHashSet();
            await Process.CallAsync("gives activities back", store => store.ReleaseActivities(_number, stored.FindAll(activity => !known.Contains(activity))));
            _activitiesUnclear = false;
        }

        var free = _activities.Free;
        if (free == 0)
        {
            _activities.Backlog = true;
            return;
        }

        var withSuspect = _suspectActivity is not { } taken || !_activities.Holds(taken);
        var claimed = await Process.CallAsync(
            "claims activities", store => store.ClaimActivities(_number, free, _options.SuspectFrom, withSuspect, _simulation.IsLocked));
        _activities.Backlog = claimed.Count >= free;
        _activities.Reserve(claimed.Count);
        foreach (var activity in claimed)
        {
            _suspectActivity = activity.LostClaims >= _options.SuspectFrom ? activity : _suspectActivity;
            _activities.Enqueue(activity);
        }
    }

    private Task TimersAsync() => Process.CallAsync("fires timers", store => store.Fire(Process.Time.GetUtcNow()));

    private async Task GiveBackIdleAsync()
    {
        var idle = _sessions.All
            .OrderBy(session => session.InstanceId, StringComparer.Ordinal)
            .Where(session => _simulation.IsForgotten() && session.TryCloseIdle(TimeSpan.Zero))
            .ToList();
        if (idle.Count > 0)
        {
            idle.ForEach(_sessions.Remove);
            await Process.CallAsync(
                "gives idle instances back",
                store => store.Release(_number, [.. idle.Select(session => (session.InstanceId, session.Epoch))], ring: idle.Exists(_again.Contains)));
        }
    }

    private async Task KeepAsync()
    {
        if (!await Process.CallAsync("renews its claims", store => store.Renew(_number)))
        {
            HasLostClaims = true;
            return;
        }

        await Process.CallAsync("takes over", store => store.TakeOver());
        var heldActivities = await Process.CallAsync("asks for its activities", store => store.HeldActivities(_number));
        var unknownActivities = heldActivities.Except(_activities.Held).ToHashSet();
        var forgottenActivities = heldActivities.FindAll(activity => unknownActivities.Contains(activity) && _unknownActivities.Contains(activity));
        _unknownActivities = unknownActivities;
        var heldInstances = await Process.CallAsync("asks for its instances", store => store.HeldInstances(_number));
        var unknownInstances = heldInstances.Where(claim => _sessions.Find(claim.InstanceId)?.Epoch != claim.Epoch).ToHashSet();
        var forgottenInstances = heldInstances.FindAll(claim => unknownInstances.Contains(claim) && _unknownInstances.Contains(claim));
        _unknownInstances = unknownInstances;
        if (forgottenActivities.Count > 0)
        {
            await Process.CallAsync("gives back forgotten activities", store => store.ReleaseActivities(_number, forgottenActivities));
        }

        if (forgottenInstances.Count > 0)
        {
            await Process.CallAsync("gives back forgotten instances", store => store.Release(_number, forgottenInstances, ring: true));
        }
    }

    private async Task FinishedAsync(ClaimedActivity activity, HistoryItem result)
    {
        var arrival = new Arrival(result, activity.ExecutionId) { FinishedTask = activity.TaskId };
        if (_sessions.Find(activity.InstanceId) is { } session && _runner.Post(session, [arrival]))
        {
            return;
        }

        var change = new ResultChange(activity.InstanceId, activity.ExecutionId, activity.TaskId, _number, HistoryJson.Write(result));
        Process.Services.Committer.Submit(change);
        await change.Done;
        _activities.Forget(activity.ExecutionId, activity.TaskId);
    }

    private async Task GiveBackAsync(Session session, IReadOnlyList<int> activities, bool ring)
    {
        var generation = session.Facts.ExecutionId;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Process.CallAsync("gives an instance back", store =>
                {
                    store.ReleaseActivities(_number, [.. activities.Select(task => (generation, task))]);
                    store.Release(_number, [(session.InstanceId, session.Epoch)], ring);
                });
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), Process.Time);
            }
        }
    }
}
