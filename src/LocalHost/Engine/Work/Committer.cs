using System.Threading.Channels;
using LocalHost.Engine.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LocalHost.Engine.Work;

/// <summary>
/// Stores changes. While one commit is on its way, what else arrives gathers and becomes the next, so the busier it is the
/// more a commit carries. Two lanes, so that one can compute while the other waits for the disk; an instance has its lane.
/// </summary>
internal sealed class Committer : IAsyncDisposable
{
    private const int LaneCount = 2;
    private const string IdleInTransaction = "25P03";
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly Func<IChangeStore> _open;
    private readonly TimeProvider _time;
    private readonly EngineSignals _signals;
    private readonly ILogger _logger;
    private readonly int _batchSize;
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<Change>[] _lanes;
    private readonly Lazy<Task> _running;

    /// <summary>Makes a committer.</summary>
    /// <param name="open">Opens a store; each lane has one.</param>
    /// <param name="options">The settings.</param>
    /// <param name="signals">Told what commits mean for others.</param>
    /// <param name="time">Times the pauses after failures.</param>
    /// <param name="scheduler">Where the lanes run.</param>
    /// <param name="logger">The log.</param>
    public Committer(
        Func<IChangeStore> open,
        DurableTaskEngineOptions options,
        EngineSignals signals,
        TimeProvider time,
        TaskScheduler scheduler,
        ILogger<Committer> logger)
    {
        _open = open;
        _time = time;
        _signals = signals;
        _logger = logger;
        _batchSize = options.CommitBatchSize;
        _lanes = [.. Enumerable.Range(0, LaneCount).Select(_ => Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true }))];
        _running = new Lazy<Task>(() => Task.WhenAll(_lanes.Select(lane => scheduler.Run(() => RunAsync(lane.Reader)))));
    }

    /// <summary>Hands in a change; its task tells when it is stored.</summary>
    public void Submit(Change change)
    {
        _ = _running.Value;
        var lane = LaneOf(change.InstanceId);
        if (!_lanes[lane].Writer.TryWrite(change))
        {
            change.Fail(new OperationCanceledException("The durable task engine has stopped."));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var lane in _lanes)
        {
            lane.Writer.TryComplete();
        }

        if (_running.IsValueCreated)
        {
            _stop.CancelAfter(TimeSpan.FromSeconds(5));
            await _running.Value;
        }

        _stop.Dispose();
    }

    /// <summary>The same in every process and run, unlike the hash code of a text.</summary>
    private static uint LaneOf(string instanceId)
    {
        var hash = 0u;
        foreach (var character in instanceId)
        {
            hash = unchecked((hash * 31) + character);
        }

        return hash % LaneCount;
    }

    private static bool IsClearlyRolledBack(Exception exception) =>
        exception is PostgresException { SqlState: var state } && !state.StartsWith("57P", StringComparison.Ordinal);

    private async Task RunAsync(ChannelReader<Change> changes)
    {
        await using var store = _open();
        Change? left = null;
        while (left is not null || await changes.WaitToReadAsync(CancellationToken.None))
        {
            var batch = CommitBatch.Take(changes, _batchSize, ref left);
            await StoreAsync(store, batch);
        }
    }

    private async Task StoreAsync(IChangeStore store, List<Change> changes)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var effects = await store.WriteAsync(changes, _stop.Token);
                changes.ForEach(static change => change.Committed());
                _signals.Publish(effects);
                return;
            }
            catch (Exception exception)
            {
                await store.DropAsync();
                var rolledBack = IsClearlyRolledBack(exception);
                if (changes.Count > 1)
                {
                    EngineLog.CommitSplit(_logger, exception, changes.Count);
                    await StoreOneByOneAsync(store, changes, exception, rolledBack);
                    return;
                }

                if (!await MayTryAgainAsync(changes[0], exception, rolledBack, attempt))
                {
                    changes[0].Fail(exception);
                    return;
                }
            }
        }
    }

    /// <summary>After a failure of many: what must not be stored twice fails when it is not clear whether it was stored.</summary>
    private async Task StoreOneByOneAsync(IChangeStore store, List<Change> changes, Exception exception, bool rolledBack)
    {
        foreach (var change in changes)
        {
            if (rolledBack || change.IsIdempotent)
            {
                await StoreAsync(store, [change]);
            }
            else
            {
                change.Fail(exception);
            }
        }
    }

    private async Task<bool> MayTryAgainAsync(Change change, Exception exception, bool rolledBack, int attempt)
    {
        var passing = exception is NpgsqlException { IsTransient: true } or NpgsqlException { InnerException: IOException }
            or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or IdleInTransaction };
        if (_stop.IsCancellationRequested || !passing || !(rolledBack || change.IsIdempotent))
        {
            return false;
        }

        EngineLog.CommitRetried(_logger, exception, attempt + 1);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(LongestPause.TotalMilliseconds, 10 * Math.Pow(2, attempt))), _time, _stop.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
