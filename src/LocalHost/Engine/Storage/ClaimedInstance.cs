namespace LocalHost.Engine.Storage;

/// <summary>A claim on an instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="ExecutionId">Its present generation.</param>
/// <param name="Epoch">The number of the claim.</param>
/// <param name="LostClaims">How often a process fell silent while it held the instance and had something to do for it.</param>
internal sealed record ClaimedInstance(string InstanceId, Guid ExecutionId, long Epoch, int LostClaims);
