using System.Collections.Concurrent;
using System.Diagnostics;

namespace DataHound.Bench.Orchestrations;

/// <summary>For each orchestration, how long it took from sending its start to its first activity.</summary>
public sealed class FirstActivities
{
    private readonly ConcurrentDictionary<string, double> _milliseconds = new(StringComparer.Ordinal);
    private int _activities;

    /// <summary>Activities that began, each counted as often as it ran.</summary>
    public int Activities => Volatile.Read(ref _activities);

    /// <summary>An activity of the orchestration begins now.</summary>
    public void Began(ActivityInput input)
    {
        Interlocked.Increment(ref _activities);
        _milliseconds.TryAdd(input.InstanceId, Stopwatch.GetElapsedTime(input.SentAt).TotalMilliseconds);
    }

    /// <summary>An activity of a queue filled by hand ran.</summary>
    public void Counted() => Interlocked.Increment(ref _activities);

    /// <summary>What was measured since the last call.</summary>
    public Latencies Take()
    {
        var taken = new Latencies([.. _milliseconds.Values], Interlocked.Exchange(ref _activities, 0));
        _milliseconds.Clear();
        return taken;
    }
}
