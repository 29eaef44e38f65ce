namespace LocalHost.DurableTask;

/// <summary>How one call of a sub-orchestration is made.</summary>
public record SubOrchestrationOptions : TaskOptions
{
    /// <summary>Options with a retry and an instance id.</summary>
    /// <param name="retry">How failures are tried again.</param>
    /// <param name="instanceId">The child's instance id; null lets the engine derive one that is the same in every replay.</param>
    public SubOrchestrationOptions(TaskRetryOptions? retry = null, string? instanceId = null)
        : base(retry) => InstanceId = instanceId;

    /// <summary>Other options, with an instance id.</summary>
    /// <param name="options">The options to take over.</param>
    /// <param name="instanceId">The child's instance id; null keeps the one of <paramref name="options"/>, if any.</param>
    public SubOrchestrationOptions(TaskOptions options, string? instanceId = null)
        : base(options) => InstanceId = instanceId ?? (options as SubOrchestrationOptions)?.InstanceId;

    /// <summary>A copy of other options.</summary>
    public SubOrchestrationOptions(SubOrchestrationOptions options)
        : base(options) => InstanceId = options.InstanceId;

    /// <summary>The child's instance id, or null for a derived one.</summary>
    public string? InstanceId { get; init; }
}
