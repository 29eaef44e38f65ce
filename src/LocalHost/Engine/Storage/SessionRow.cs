namespace LocalHost.Engine.Storage;

/// <summary>A live instance as the store knows it, locked by the reading transaction.</summary>
internal sealed record SessionRow(string InstanceId, Guid ExecutionId, long? Owner, long Epoch);
