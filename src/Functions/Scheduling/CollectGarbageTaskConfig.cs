namespace DataHound.Functions.Scheduling;

/// <summary>What a task of kind <c>collect-garbage</c> is told.</summary>
public sealed record CollectGarbageTaskConfig
{
    /// <summary>Whether to say only what would be removed. Default false.</summary>
    public bool DryRun { get; init; }
}
