namespace LocalHost.Functions;

/// <summary>How often a run was retried.</summary>
public abstract class RetryContext
{
    /// <summary>Retries so far; zero in the first try.</summary>
    public abstract int RetryCount { get; }

    /// <summary>The most retries there will be; -1 means no limit.</summary>
    public abstract int MaxRetryCount { get; }
}
