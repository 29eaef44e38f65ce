namespace LocalHost.DurableTask.Client;

/// <summary>Which finished instances to purge. Null members do not restrict; instances that are still alive are never purged.</summary>
/// <param name="CreatedFrom">Created at or after this time.</param>
/// <param name="CreatedTo">Created at or before this time.</param>
/// <param name="Statuses">In one of these states.</param>
public record PurgeInstancesFilter(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null)
{
    /// <summary>How long the purge may take before it stops and reports that more remains; null means as long as needed.</summary>
    public TimeSpan? Timeout { get; init; }
}
