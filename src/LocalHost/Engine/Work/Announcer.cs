using System.Globalization;
using LocalHost.Engine.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LocalHost.Engine.Work;

/// <summary>
/// Tells other processes of work and finished instances by NOTIFY, and hears of theirs. Notifications are sent apart from the
/// commits they tell of, several as one: a lost one costs no more than a polling interval.
/// </summary>
internal sealed class Announcer : IDisposable
{
    private const int MaxPayload = 7000;
    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(10);

    private readonly DurableDatabase _database;
    private readonly DurableTaskEngineOptions _options;
    private readonly EngineSignals _signals;
    private readonly ILogger _logger;
    private readonly AsyncSignal _news = new();
    private readonly Lock _gate = new();
    private readonly string _self = Guid.NewGuid().ToString("N");
    private bool _work;
    private List<string> _changed = [];

    public Announcer(DurableDatabase database, DurableTaskEngineOptions options, EngineSignals signals, ILogger<Announcer> logger)
    {
        _database = database;
        _options = options;
        _signals = signals;
        _logger = logger;
        signals.Announce = Note;
    }

    /// <summary>Sends and hears until the token is cancelled.</summary>
    public async Task RunAsync(int hub, CancellationToken stop)
    {
        await using var sending = new KeptConnection(_database.DataSource);
        var channel = string.Create(CultureInfo.InvariantCulture, $"durable_{hub}");
        await Task.WhenAll(
            EngineLoop.RunAsync("Announcer", _logger, token => SendAsync(sending, channel, token), () => sending.DropAsync().AsTask(), stop),
            EngineLoop.RunAsync("Listener", _logger, token => ListenAsync(channel, token), afterFailure: null, stop),
            EngineLoop.RunAsync("Watch", _logger, token => PollAsync(hub, token), afterFailure: null, stop));
    }

    public void Dispose() => _news.Dispose();

    private void Note(CommitEffects effects)
    {
        lock (_gate)
        {
            _work |= effects.InstancesReady || effects.ActivitiesQueued;
            _changed.AddRange(effects.StatusChanged);
        }

        _news.Set();
    }

    private async Task SendAsync(KeptConnection sending, string channel, CancellationToken cancellationToken)
    {
        await _news.WaitAsync(Timeout.InfiniteTimeSpan, cancellationToken);
        bool work;
        List<string> changed;
        lock (_gate)
        {
            (work, changed) = (_work, _changed);
            (_work, _changed) = (false, []);
        }

        // The sender's mark, whether there is work, and the instances that changed; an asterisk when they are too many to name.
        var names = string.Join('\n', changed);
        var payload = $"{_self}\n{(work ? "w" : "-")}\n{(names.Length > MaxPayload / 4 ? "*" : names)}";
        await _database.Faults.ReachAsync(FaultPoint.Announcing);
        await using var batch = new NpgsqlBatch(await sending.GetAsync(cancellationToken));
        batch.Add("SELECT pg_notify($1, $2)", channel, payload);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        await Task.Delay(LeastPause, cancellationToken);
    }

    private async Task ListenAsync(string channel, CancellationToken cancellationToken)
    {
        await using var connection = await _database.DataSource.OpenConnectionAsync(cancellationToken);
        connection.Notification += (_, notification) => Hear(notification.Payload);
        await using (var listen = new NpgsqlCommand($"LISTEN {channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        // Whatever was told while nobody listened is found by looking once.
        _signals.Instances.Set();
        _signals.Activities.Set();
        _signals.ChangedAll();
        while (true)
        {
            await connection.WaitAsync(cancellationToken);
        }
    }

    private void Hear(string payload)
    {
        var lines = payload.Split('\n');
        if (lines.Length < 3 || string.Equals(lines[0], _self, StringComparison.Ordinal))
        {
            return;
        }

        if (lines[1] is "w")
        {
            _signals.Instances.Set();
            _signals.Activities.Set();
        }

        foreach (var changed in lines.Skip(2))
        {
            if (changed is "*")
            {
                _signals.ChangedAll();
            }
            else
            {
                _signals.Changed(changed);
            }
        }
    }

    /// <summary>The net under the notifications: looks at all instances that are waited for, in one query for each kind of wait.</summary>
    private async Task PollAsync(int hub, CancellationToken cancellationToken)
    {
        await Task.Delay(_options.MaxQueuePollingInterval, cancellationToken);
        foreach (var begun in await InstanceQueries.BegunAsync(_database.DataSource, hub, _signals.Begun.Watched, cancellationToken))
        {
            _signals.Begun.Changed(begun);
        }

        foreach (var finished in await InstanceQueries.FinishedAsync(_database.DataSource, hub, _signals.Finished.Watched, cancellationToken))
        {
            _signals.Finished.Changed(finished);
        }
    }
}
