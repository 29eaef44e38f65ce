namespace LocalHost.DurableTask;

/// <summary>How one call of an activity or sub-orchestration is made. Null members mean: the engine's default.</summary>
public record TaskOptions
{
    /// <summary>Options with a retry.</summary>
    /// <param name="retry">How failures are tried again; null means a failure reaches the caller at once.</param>
    public TaskOptions(TaskRetryOptions? retry)
        : this(retry, tags: null)
    {
    }

    /// <summary>Options with a retry and tags.</summary>
    /// <param name="retry">How failures are tried again; null means a failure reaches the caller at once.</param>
    /// <param name="tags">Names and values that travel with the call, for whoever watches it.</param>
    public TaskOptions(TaskRetryOptions? retry = null, IDictionary<string, string>? tags = null)
    {
        Retry = retry;
        Tags = tags;
    }

    /// <summary>A copy of other options.</summary>
    public TaskOptions(TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Retry = options.Retry;
        Tags = options.Tags;
        Version = options.Version;
    }

    /// <summary>How failures are tried again, or null.</summary>
    public TaskRetryOptions? Retry { get; init; }

    /// <summary>Names and values that travel with the call, or null.</summary>
    public IDictionary<string, string>? Tags { get; init; }

    /// <summary>The version to call, or null for the caller's.</summary>
    public TaskVersion? Version { get; init; }

    /// <summary>Options that retry by a policy.</summary>
    public static TaskOptions FromRetryPolicy(RetryPolicy policy) => new(policy);

    /// <summary>Options that retry as long as the handler says so.</summary>
    public static TaskOptions FromRetryHandler(AsyncRetryHandler handler) => new(handler);

    /// <summary>Options that retry as long as the handler says so.</summary>
    public static TaskOptions FromRetryHandler(RetryHandler handler) => new(handler);

    /// <summary>These options for a sub-orchestration with an instance id of its own.</summary>
    public SubOrchestrationOptions WithInstanceId(string instanceId) => new(this, instanceId);
}
