namespace LocalHost.Engine.Storage;

/// <summary>A message to an instance.</summary>
/// <param name="InstanceId">Who gets it.</param>
/// <param name="ExecutionId">The generation it is meant for; null for whichever is alive.</param>
/// <param name="Body">The history item it becomes.</param>
internal sealed record OutMessage(string InstanceId, Guid? ExecutionId, string Body);
