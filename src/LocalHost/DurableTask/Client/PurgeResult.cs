namespace LocalHost.DurableTask.Client;

/// <summary>What a purge removed.</summary>
public class PurgeResult
{
    /// <summary>A purge of which it is not known whether more remains.</summary>
    public PurgeResult(int count)
        : this(count, isComplete: null)
    {
    }

    /// <summary>A purge.</summary>
    public PurgeResult(int count, bool? isComplete)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        PurgedInstanceCount = count;
        IsComplete = isComplete;
    }

    /// <summary>Instances removed.</summary>
    public int PurgedInstanceCount { get; }

    /// <summary>Whether all that matched was removed; null when unknown.</summary>
    public bool? IsComplete { get; }
}
