namespace DataHound.Bench.Orchestrations;

/// <summary>What an activity is given.</summary>
/// <param name="InstanceId">Its orchestration.</param>
/// <param name="SentAt">When the orchestration's start was sent.</param>
/// <param name="Delay">How long it waits, in milliseconds.</param>
public sealed record ActivityInput(string InstanceId, long SentAt, int Delay = 0);
