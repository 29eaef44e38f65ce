namespace LocalHost.Engine.Storage;

/// <summary>A claim on an instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="ExecutionId">Its present generation.</param>
/// <param name="Epoch">The number of the claim.</param>
internal sealed record ClaimedInstance(string InstanceId, Guid ExecutionId, long Epoch);
