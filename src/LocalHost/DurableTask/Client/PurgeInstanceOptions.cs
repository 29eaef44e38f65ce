namespace LocalHost.DurableTask.Client;

/// <summary>How an instance is purged.</summary>
/// <param name="Recursive">Whether its finished sub-orchestrations are purged too.</param>
public record PurgeInstanceOptions(bool Recursive = false);
