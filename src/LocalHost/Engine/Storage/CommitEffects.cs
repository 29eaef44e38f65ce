namespace LocalHost.Engine.Storage;

/// <summary>What a commit means for those who wait for work.</summary>
internal sealed class CommitEffects
{
    /// <summary>Instances that were rung.</summary>
    public bool InstancesReady { get; set; }

    /// <summary>Activities were queued that nobody has claimed.</summary>
    public bool ActivitiesQueued { get; set; }

    /// <summary>The earliest timer that was set.</summary>
    public DateTimeOffset? EarliestTimer { get; set; }

    /// <summary>Instances that have begun or finished.</summary>
    public List<string> StatusChanged { get; } = [];
}
