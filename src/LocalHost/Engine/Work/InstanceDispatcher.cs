using System.Collections.Concurrent;
using LocalHost.Engine.Storage;

namespace LocalHost.Engine.Work;

/// <summary>Claims instances that are rung, reads what arrived for them and posts it; gives back those that are idle.</summary>
internal sealed class InstanceDispatcher(WorkerServices services, SessionTable sessions, SessionRunner runner, int hub, long owner) : IAsyncDisposable
{
    // A ring that a commit held back is looked for again so soon.
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(5);

    private readonly KeptConnection _connection = new(services.Database.DataSource, KeptConnection.WithoutWaitingForDisk);
    private readonly ConcurrentQueue<Session> _again = new();
    private TimeSpan _wait = TimeSpan.Zero;
    private bool _unclear;
    private Session? _suspect;
    private string _after = string.Empty;

    public Task RunAsync(CancellationToken stop) =>
        EngineLoop.RunAsync(nameof(InstanceDispatcher), services.Logger, TurnAsync, FailedAsync, stop);

    /// <summary>Reads an instance's messages in the next turn though nobody rang.</summary>
    public void ReadAgain(Session session)
    {
        _again.Enqueue(session);
        services.Signals.Instances.Set();
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task TurnAsync(CancellationToken cancellationToken)
    {
        await services.Signals.Instances.WaitAsync(_wait, cancellationToken);
        _wait = services.Options.MaxQueuePollingInterval;
        var connection = await _connection.GetAsync(cancellationToken);

        // Before anything idle is given back: its ring may be one that was taken up and not answered.
        if (_unclear)
        {
            await InstanceClaims.RingHeldAsync(connection, owner, cancellationToken);
            _unclear = false;
        }

        await GiveBackIdleAsync(cancellationToken);
        var room = Math.Min(services.Options.InstanceBatchSize, services.Options.MaxSessionsInMemory - sessions.Count);
        var (claims, turn) = await InstanceClaims.ClaimAsync(
            connection, hub, owner, services.Options.InstanceBatchSize, Math.Max(0, room), _after, services.Options.SuspectFrom, MayTakeSuspect, cancellationToken);
        _after = turn.After;
        var toLoad = claims.FindAll(claim => sessions.Find(claim.InstanceId) is not { } session || session.Epoch != claim.Epoch);
        var loading = toLoad.Select(claim => claim.InstanceId).ToHashSet(StringComparer.Ordinal);
        var toRead = Known(claims, loading);
        if (claims.Count == 0 && toRead.Count == 0)
        {
            return;
        }

        await services.Database.Faults.ReachAsync(FaultPoint.InstancesClaimed);
        foreach (var session in toRead.Values)
        {
            session.BeginRead();
        }

        var limit = services.Options.MessageBatchSize;
        var (messages, loaded, more) = await InstanceClaims.ReadAsync(
            connection, hub, owner, [.. toRead.Keys, .. loading], toLoad, limit, cancellationToken);
        await services.Database.Faults.ReachAsync(FaultPoint.InstancesRead);
        Post(claims, toRead, loaded, messages, limit);
        if (claims.Count >= services.Options.InstanceBatchSize || (room > 0 && turn.MayBeMore))
        {
            _wait = TimeSpan.Zero;
        }
        else if (more)
        {
            _wait = Soon;
        }
    }

    /// <summary>Suspects are taken one at a time: until a step of the last one is stored, or it is gone.</summary>
    private bool MayTakeSuspect => _suspect is not { LostClaims: > 0 } taken || !ReferenceEquals(sessions.Find(taken.InstanceId), taken);

    /// <summary>A ring may have been taken up and what it told of not been read: everything held is looked at again.</summary>
    private async Task FailedAsync()
    {
        _unclear = true;
        _wait = TimeSpan.Zero;
        await _connection.DropAsync();
    }

    private Dictionary<string, Session> Known(List<ClaimedInstance> claims, HashSet<string> loading)
    {
        var known = new Dictionary<string, Session>(StringComparer.Ordinal);
        foreach (var claim in claims.Where(claim => !loading.Contains(claim.InstanceId)))
        {
            if (sessions.Find(claim.InstanceId) is { } session)
            {
                known[claim.InstanceId] = session;
            }
        }

        while (_again.TryDequeue(out var session))
        {
            if (!loading.Contains(session.InstanceId))
            {
                known[session.InstanceId] = session;
            }
        }

        return known;
    }

    private void Post(
        List<ClaimedInstance> claims,
        Dictionary<string, Session> known,
        Dictionary<string, LoadedInstance> loaded,
        List<StoredMessage> messages,
        int limit)
    {
        var arrivals = messages
            .GroupBy(message => message.InstanceId, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        foreach (var claim in claims)
        {
            if (loaded.TryGetValue(claim.InstanceId, out var instance))
            {
                var session = new Session(instance, claim.Epoch) { LostClaims = claim.LostClaims };
                _suspect = claim.LostClaims >= services.Options.SuspectFrom ? session : _suspect;
                sessions.Put(session);
                known[claim.InstanceId] = session;
            }
        }

        foreach (var (instanceId, session) in known)
        {
            var arrived = arrivals.GetValueOrDefault(instanceId) ?? [];
            if (arrived.Count >= limit)
            {
                ReadAgain(session);
            }

            runner.Post(session, [.. arrived.Select(ToArrival)]);
        }
    }

    private static Arrival ToArrival(StoredMessage message) =>
        new(message.Item, message.ExecutionId) { MessageId = message.MessageId };

    private async Task GiveBackIdleAsync(CancellationToken cancellationToken)
    {
        var full = sessions.Count >= services.Options.MaxSessionsInMemory;
        var idleFor = full ? TimeSpan.Zero : services.Options.ExtendedSessionIdleTimeout;
        var idle = sessions.All
            .OrderBy(session => session.LastUsed)
            .Take(services.Options.InstanceBatchSize)
            .Where(session => session.TryCloseIdle(idleFor))
            .ToList();
        if (idle.Count == 0)
        {
            return;
        }

        idle.ForEach(sessions.Remove);

        // Who was to be read again has messages that nobody rings for any more.
        await services.Database.Faults.ReachAsync(FaultPoint.IdleClosed);
        await InstanceClaims.ReleaseAsync(
            await _connection.GetAsync(cancellationToken),
            hub,
            owner,
            [.. idle.Select(session => (session.InstanceId, session.Epoch))],
            ring: idle.Exists(_again.Contains),
            cancellationToken);
    }
}
