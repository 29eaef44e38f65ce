namespace LocalHost.DurableTask;

/// <summary>A declarative retry: how often, how far apart, how long in total, and for which failures.</summary>
public class RetryPolicy
{
    private readonly Func<TaskFailureDetails, bool> _handleFailure = static _ => true;

    /// <summary>Makes a policy.</summary>
    /// <param name="maxNumberOfAttempts">Attempts in all, the first included; at least 1.</param>
    /// <param name="firstRetryInterval">Wait before the first retry; more than zero.</param>
    /// <param name="backoffCoefficient">Factor on the wait from retry to retry; at least 1.</param>
    /// <param name="maxRetryInterval">Longest single wait; one hour when not given.</param>
    /// <param name="retryTimeout">No retry starts after this much time since the first attempt; unlimited when not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxNumberOfAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        if (double.IsNaN(backoffCoefficient) || double.IsInfinity(backoffCoefficient) || backoffCoefficient < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(backoffCoefficient), backoffCoefficient, "The back-off coefficient must be a number of at least 1.");
        }

        RequireNotBelow(maxRetryInterval, firstRetryInterval, nameof(maxRetryInterval));
        RequireNotBelow(retryTimeout, firstRetryInterval, nameof(retryTimeout));
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
    }

    /// <summary>Attempts in all, the first included.</summary>
    public int MaxNumberOfAttempts { get; }

    /// <summary>Wait before the first retry.</summary>
    public TimeSpan FirstRetryInterval { get; }

    /// <summary>Factor on the wait from retry to retry. Default 1: every wait is the same.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>Longest single wait. Default one hour; <see cref="Timeout.InfiniteTimeSpan"/> means no limit.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>No retry starts after this much time since the first attempt. Default <see cref="Timeout.InfiniteTimeSpan"/>: no limit.</summary>
    public TimeSpan RetryTimeout { get; }

    /// <summary>Which failures are tried again; the others reach the caller at once. Default: all.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        internal get => _handleFailure;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _handleFailure = value;
        }
    }

    private static void RequireNotBelow(TimeSpan? value, TimeSpan first, string name)
    {
        if (value is { } given && given != Timeout.InfiniteTimeSpan && given < first)
        {
            throw new ArgumentOutOfRangeException(name, given, "The value must not be less than the first retry interval.");
        }
    }
}
