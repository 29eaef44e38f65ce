namespace LocalHost.DurableTask.Client;

/// <summary>How an instance is terminated.</summary>
/// <param name="Output">The output it gets.</param>
/// <param name="Recursive">Whether its running sub-orchestrations are terminated too.</param>
public record TerminateInstanceOptions(object? Output = null, bool Recursive = false);
