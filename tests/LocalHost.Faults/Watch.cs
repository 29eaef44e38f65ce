using System.Diagnostics;
using System.Globalization;
using LocalHost.DurableTask.Client;
using Npgsql;

namespace LocalHost.Faults;

/// <summary>Looks at a hub again and again from outside: how long an instance makes no step, and whether an end is the end.</summary>
public sealed class Watch
{
    private readonly NpgsqlDataSource _source;
    private readonly string _hub;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;
    private readonly Dictionary<string, (long Steps, long Since)> _steps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrchestrationRuntimeStatus> _ends = new(StringComparer.Ordinal);

    public Watch(NpgsqlDataSource source, string hub)
    {
        _source = source;
        _hub = hub;
        _watching = Task.Run(WatchAsync);
    }

    /// <summary>The longest time an instance that waits for no timer and no event was seen without a step.</summary>
    public TimeSpan LongestStandstill { get; private set; }

    /// <summary>Ends that were seen to change afterwards, though nothing was rewound.</summary>
    public List<string> ChangedEnds { get; } = [];

    /// <summary>What was seen last.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"longest standstill {LongestStandstill.TotalSeconds:0.0} s, alive: {string.Join(", ", _steps.Keys.Take(10))}");

    public async Task StopAsync()
    {
        if (!_stop.IsCancellationRequested)
        {
            await _stop.CancelAsync();
        }

        await _watching;
    }

    private async Task WatchAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await LookAsync();
            }
            catch (NpgsqlException exception) when (FaultHub.IsPassing(exception))
            {
                // The database is being restarted.
            }

            await Task.Delay(300, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync()
    {
        await using var command = _source.CreateCommand(
            """
            SELECT i.instance_id, i.status, i.completed_at IS NOT NULL, i.execution_id::text,
                   (SELECT count(*) FROM durable.history h WHERE h.execution_id = i.execution_id),
                   EXISTS (SELECT FROM durable.timers t WHERE t.execution_id = i.execution_id) OR i.name IN ('Penance', 'Cleaner', 'Grows', 'Changes', 'Guards'),
                   i.name LIKE 'Sinner%'
            FROM durable.instances i JOIN durable.hubs USING (hub_id) WHERE hubs.name = $1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = _hub });
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        var alive = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync(CancellationToken.None))
        {
            var id = reader.GetString(0);
            if (reader.GetBoolean(2))
            {
                Ended(id, (OrchestrationRuntimeStatus)reader.GetInt16(1), isRewound: reader.GetBoolean(6));
            }
            else
            {
                alive.Add(id);
                Standing(id, reader.GetInt64(4), waits: reader.GetBoolean(5));
            }
        }

        foreach (var gone in _steps.Keys.Where(id => !alive.Contains(id)).ToList())
        {
            _steps.Remove(gone);
        }
    }

    private void Standing(string id, long steps, bool waits)
    {
        var now = Stopwatch.GetTimestamp();
        if (waits || !_steps.TryGetValue(id, out var last) || last.Steps != steps)
        {
            _steps[id] = (steps, now);
            return;
        }

        var standstill = Stopwatch.GetElapsedTime(last.Since, now);
        LongestStandstill = standstill > LongestStandstill ? standstill : LongestStandstill;
    }

    private void Ended(string id, OrchestrationRuntimeStatus status, bool isRewound)
    {
        if (!_ends.TryAdd(id, status) && _ends[id] != status && !isRewound)
        {
            ChangedEnds.Add($"{id}: {_ends[id]}, then {status}");
        }
    }
}
