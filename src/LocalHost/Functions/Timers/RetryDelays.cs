using System.Globalization;

namespace LocalHost.Functions.Timers;

/// <summary>How long to wait before each retry of a failed run.</summary>
/// <param name="Count">The most retries; -1 means no limit.</param>
/// <param name="First">The first delay.</param>
/// <param name="Longest">The longest delay; each is twice the one before.</param>
internal sealed record RetryDelays(int Count, TimeSpan First, TimeSpan Longest)
{
    private const int MostDoublings = 30;

    /// <summary>A failed run is not tried again.</summary>
    public static RetryDelays None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The delay before a retry, counted from zero; null when there is no more.</summary>
    public TimeSpan? Before(int retry)
    {
        if (Count >= 0 && retry >= Count)
            return null;
        TimeSpan delay = First * Math.Pow(2, Math.Min(retry, MostDoublings));
        return delay < Longest ? delay : Longest;
    }

    /// <summary>Reads the attribute.</summary>
    /// <param name="attribute">The function's attribute, if it has one.</param>
    /// <param name="fallback">What holds without one.</param>
    /// <exception cref="FormatException">An interval is not a time span.</exception>
    public static RetryDelays From(RetryAttribute? attribute, RetryDelays fallback) => attribute switch
    {
        FixedDelayRetryAttribute retry => new RetryDelays(retry.MaxRetryCount, Read(retry.DelayInterval), Read(retry.DelayInterval)),
        ExponentialBackoffRetryAttribute retry => new RetryDelays(retry.MaxRetryCount, Read(retry.MinimumInterval), Read(retry.MaximumInterval)),
        _ => fallback,
    };

    private static TimeSpan Read(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan interval) && interval >= TimeSpan.Zero
            ? interval
            : throw new FormatException($"the retry interval '{text}' is not a time span such as 00:00:05");
}
