using System.Buffers.Binary;

namespace DataHound.Domain.Notifications;

/// <summary>When a notification that could not be sent is tried again: the delays that Standard Webhooks 1.0 recommends, each with some jitter on top.</summary>
public static class RetrySchedule
{
    private const double MaximumJitter = 0.1;

    /// <summary>At once, 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h, 24 h: ten attempts in about three days.</summary>
    public static IReadOnlyList<TimeSpan> Standard { get; } =
    [
        TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2),
        TimeSpan.FromHours(5), TimeSpan.FromHours(10), TimeSpan.FromHours(14), TimeSpan.FromHours(20), TimeSpan.FromHours(24),
    ];

    /// <summary>How long to wait after so many failed attempts, or null when that was the last.</summary>
    /// <param name="delays">The delay before each attempt, the first included.</param>
    /// <param name="attempts">Attempts made, from 1.</param>
    /// <param name="seed">What the jitter is drawn from, so that the same notification always waits the same time: up to a tenth of the delay more.</param>
    public static TimeSpan? DelayAfter(IReadOnlyList<TimeSpan> delays, int attempts, Guid seed)
    {
        if (attempts >= delays.Count)
            return null;
        Span<byte> bytes = stackalloc byte[16];
        seed.TryWriteBytes(bytes);
        var drawn = unchecked((BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..])) * 2654435761u + ((uint)attempts * 0x9E3779B9u));
        return delays[attempts] * (1 + (MaximumJitter * drawn / uint.MaxValue));
    }
}
