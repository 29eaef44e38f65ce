namespace DataHound.Bench.Orchestrations;

/// <summary>What the served app measured.</summary>
/// <param name="Milliseconds">For each orchestration, from sending its start to its first activity.</param>
/// <param name="Activities">Activities that ran.</param>
public sealed record Latencies(IReadOnlyList<double> Milliseconds, int Activities);
