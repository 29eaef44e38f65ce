using LocalHost.Engine.History;
using LocalHost.Engine.Storage;

namespace LocalHost.Engine.Work;

/// <summary>
/// A worker from its registration until it stops or loses its claims. Everything it holds in memory belongs to its number; when
/// that is gone the whole incarnation is thrown away and another begins.
/// </summary>
internal sealed class WorkerIncarnation : IAsyncDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly WorkerServices _services;
    private readonly int _hub;
    private readonly long _number;
    private readonly SessionTable _sessions = new();
    private readonly ActivityRunner _activities;
    private readonly SessionRunner _runner;
    private readonly InstanceDispatcher _instances;
    private readonly ActivityDispatcher _queue;
    private readonly TimerDispatcher _timers;
    private readonly ClaimKeeper _keeper;
    private readonly CancellationTokenSource _takeNoMore = new();
    private readonly CancellationTokenSource _abandon = new();

    public WorkerIncarnation(WorkerServices services, int hub, long number)
    {
        _services = services;
        _hub = hub;
        _number = number;
        _activities = new ActivityRunner(services.Catalog, services.Converter, services.Options, services.Logger)
        {
            Finished = FinishedAsync,
            PlaceFree = services.Signals.Activities.Set,
            Faults = services.Database.Faults,
            Scheduler = services.Scheduler,
        };
        _runner = new SessionRunner(services, _activities, _sessions, number)
        {
            ReadAgain = session => _instances!.ReadAgain(session),
            GiveBack = GiveBackAsync,
        };
        _instances = new InstanceDispatcher(services, _sessions, _runner, hub, number);
        _queue = new ActivityDispatcher(services, _activities, hub, number);
        _timers = new TimerDispatcher(services, hub);
        _keeper = new ClaimKeeper(services, _activities, _sessions, hub, number);
    }

    /// <summary>Works until told to stop or until its claims are lost.</summary>
    /// <returns>Whether the claims were lost.</returns>
    public async Task<bool> RunAsync(CancellationToken stop)
    {
        EngineLog.WorkerStarted(_services.Logger, _number, _services.Options.HubName);
        using var registration = stop.Register(_takeNoMore.Cancel);
        var running = _activities.RunAsync(_takeNoMore.Token, _abandon.Token);
        var keeping = _keeper.RunAsync(_abandon.Token);
        var loops = Task.WhenAll(_instances.RunAsync(_takeNoMore.Token), _queue.RunAsync(_takeNoMore.Token), _timers.RunAsync(_takeNoMore.Token));
        await Task.WhenAny(loops, _keeper.Lost);
        var lost = _keeper.Lost.IsCompleted && !stop.IsCancellationRequested;
        await _takeNoMore.CancelAsync();
        await loops;
        if (lost)
        {
            EngineLog.ClaimsLost(_services.Logger, _number);
        }
        else
        {
            await DrainAsync(running);
        }

        await _abandon.CancelAsync();
        await keeping;
        await LetGoAsync(running, lost);
        CloseSessions();
        if (!lost)
        {
            await LeaveAsync();
        }

        return lost;
    }

    public async ValueTask DisposeAsync()
    {
        await _instances.DisposeAsync();
        await _queue.DisposeAsync();
        await _timers.DisposeAsync();
        await _keeper.DisposeAsync();
        _runner.Dispose();
        _takeNoMore.Dispose();
        _abandon.Dispose();
    }

    private async Task DrainAsync(Task running)
    {
        try
        {
            await running.WaitAsync(_services.Options.DrainTimeout);
        }
        catch (TimeoutException)
        {
            // Those still at work are cancelled and go back into the queue.
        }
    }

    /// <summary>
    /// Waits a moment for activities that heed their cancellation. One that does not must hold up neither the stop nor the next
    /// incarnation; what it comes to is dropped.
    /// </summary>
    private static async Task LetGoAsync(Task running, bool lost)
    {
        try
        {
            await running.WaitAsync(lost ? TimeSpan.Zero : LongestPause);
        }
        catch (TimeoutException)
        {
            // The claim on its activity has passed on, or does so now.
        }
    }

    private void CloseSessions()
    {
        foreach (var session in _sessions.All)
        {
            session.Close();
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await _services.Database.Faults.ReachAsync(FaultPoint.Leaving);
            await using var connection = await _services.Database.DataSource.OpenConnectionAsync(limit.Token);
            await Workers.LeaveAsync(connection, _number, limit.Token);
            EngineLog.WorkerStopped(_services.Logger, _number);
        }
        catch (Exception exception)
        {
            // The claims run out by themselves.
            EngineLog.LoopFailed(_services.Logger, exception, nameof(LeaveAsync));
        }
    }

    private async Task FinishedAsync(ClaimedActivity activity, HistoryItem result)
    {
        var arrival = new Arrival(result, activity.ExecutionId) { FinishedTask = activity.TaskId };
        if (_sessions.Find(activity.InstanceId) is { } session && _runner.Post(session, [arrival]))
        {
            return;
        }

        var change = ResultChange.Of(activity.InstanceId, activity.ExecutionId, result, _number, _services.Options.PayloadThresholdBytes);
        _services.Committer.Submit(change);
        await change.Done;
        await _services.Database.Faults.ReachAsync(FaultPoint.ResultStored);
        _activities.Forget(activity.ExecutionId, activity.TaskId);
    }

    private async Task GiveBackAsync(Session session, IReadOnlyList<int> activities, bool ring)
    {
        var generation = session.Facts.ExecutionId;
        for (var pause = TimeSpan.FromMilliseconds(20); !_abandon.IsCancellationRequested; pause = pause < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await using var connection = await _services.Database.DataSource.OpenConnectionAsync(_abandon.Token);
                await ActivityClaims.ReleaseAsync(connection, _number, [.. activities.Select(task => (generation, task))], _abandon.Token);
                await InstanceClaims.ReleaseAsync(connection, _hub, _number, [(session.InstanceId, session.Epoch)], ring, _abandon.Token);
                _services.Signals.Publish(new CommitEffects { InstancesReady = ring, ActivitiesQueued = activities.Count > 0 });
                return;
            }
            catch (Exception exception) when (!_abandon.IsCancellationRequested)
            {
                EngineLog.LoopFailed(_services.Logger, exception, nameof(GiveBackAsync));
                await Task.Delay(pause, _abandon.Token);
            }
        }
    }
}
