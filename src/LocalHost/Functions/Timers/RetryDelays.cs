using System.Globalization;

namespace LocalHost.Functions.Timers;

/// <summary>How long to wait before each retry of a failed run.</summary>
/// <param name="Count">The most retries; -1 means no limit.</param>
/// <param name="First">The first delay.</param>
/// <param name="Longest">The longest delay; each is twice the one before.</param>
internal sealed record RetryDelays(int Count, TimeSpan First, TimeSpan Longest)
{
    private const int MostDoublings = 30;

    /// <summary>The delay before a retry, counted from zero; null when there is no more.</summary>
    public TimeSpan? Before(int retry)
    {
        if (Count >= 0 && retry >= Count)
            return null;
        TimeSpan delay = First * Math.Pow(2, Math.Min(retry, MostDoublings));
        return delay < Longest ? delay : Longest;
    }

    /// <summary>Reads the attribute; no retries without one.</summary>
    /// <exception cref="FormatException">An interval is not a time span.</exception>
    public static RetryDelays From(RetryAttribute? attribute) => attribute switch
    {
        FixedDelayRetryAttribute retry => new RetryDelays(retry.MaxRetryCount, Read(retry.DelayInterval), Read(retry.DelayInterval)),
        ExponentialBackoffRetryAttribute retry => new RetryDelays(retry.MaxRetryCount, Read(retry.MinimumInterval), Read(retry.MaximumInterval)),
        _ => new RetryDelays(0, TimeSpan.Zero, TimeSpan.Zero),
    };

    private static TimeSpan Read(string text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan interval) && interval >= TimeSpan.Zero
            ? interval
            : throw new FormatException($"the retry interval '{text}' is not a time span such as 00:00:05");
}
