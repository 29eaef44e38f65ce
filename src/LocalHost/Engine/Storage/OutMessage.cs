using LocalHost.Engine.History;

namespace LocalHost.Engine.Storage;

/// <summary>A message to an instance.</summary>
/// <param name="InstanceId">Who gets it.</param>
/// <param name="ExecutionId">The generation it is meant for; null for whichever is alive.</param>
/// <param name="Body">The history item it becomes.</param>
internal sealed record OutMessage(string InstanceId, Guid? ExecutionId, string Body)
{
    /// <summary>What is put aside of it.</summary>
    public NewPayload? Payload { get; init; }

    /// <summary>Makes a message, with its text put aside when that is long.</summary>
    /// <param name="instanceId">Who gets it.</param>
    /// <param name="executionId">The generation it is meant for; null for whichever is alive.</param>
    /// <param name="item">The history item it becomes.</param>
    /// <param name="threshold">The longest text that stays in its row, in bytes of UTF-8.</param>
    /// <param name="source">Where it comes from.</param>
    public static OutMessage Of(string instanceId, Guid? executionId, HistoryItem item, int threshold, Guid source)
    {
        var payloads = new PayloadWriter(threshold, instanceId, source);
        var body = HistoryJson.Write(payloads.Put(item));
        return new OutMessage(instanceId, executionId, body) { Payload = payloads.Payloads.SingleOrDefault() };
    }
}
