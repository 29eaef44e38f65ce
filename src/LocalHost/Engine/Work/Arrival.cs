using LocalHost.Engine.History;

namespace LocalHost.Engine.Work;

/// <summary>Something that has arrived for an instance in memory.</summary>
/// <param name="Item">What it is; null only wakes the instance.</param>
/// <param name="ExecutionId">The generation it is meant for; null for whichever is alive.</param>
internal sealed record Arrival(HistoryItem? Item, Guid? ExecutionId)
{
    /// <summary>The stored message it came in, to be removed when it is taken up.</summary>
    public long? MessageId { get; init; }

    /// <summary>The activity it is the result of, handed over within this process and not stored yet.</summary>
    public int? FinishedTask { get; init; }
}
