namespace DataHound.Bench.Orchestrations;

/// <summary>What an orchestration is to do.</summary>
/// <param name="Activities">How many activities.</param>
/// <param name="InSequence">One after the other; otherwise all at once.</param>
/// <param name="SentAt">When the caller sent the request, in ticks of the machine's monotonic clock.</param>
/// <param name="Delay">How long each activity waits without using the processor, in milliseconds.</param>
/// <param name="ThenWaits">Whether it waits for the event "Go" at the end.</param>
public sealed record OrchestrationInput(int Activities, bool InSequence, long SentAt, int Delay = 0, bool ThenWaits = false);
