using LocalHost.Engine.History;

namespace LocalHost.Engine.Storage;

/// <summary>A message that waits for its instance.</summary>
internal sealed record StoredMessage(string InstanceId, long MessageId, Guid? ExecutionId, HistoryItem Item);
