namespace DuckDb;

/// <summary>Conversions between .NET's clock types and the engine's counts since 1970-01-01. What is below a microsecond is cut off.</summary>
internal static class DuckTime
{
    private const long InfinityCount = long.MaxValue;
    private const long MicrosPerDay = 86_400_000_000;
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    internal static int ToDays(DateOnly date) => date.DayNumber - EpochDay;

    internal static long ToMicros(TimeOnly time) => time.Ticks / TimeSpan.TicksPerMicrosecond;

    internal static long ToMicros(DateTimeOffset moment) => FloorToMicros(moment.UtcTicks);

    /// <summary>Local times are refused: what they mean depends on the machine.</summary>
    internal static long ToMicros(DateTime moment) => moment.Kind == DateTimeKind.Local
        ? throw new ArgumentException("A local time depends on the machine: give UTC or an unspecified kind.", nameof(moment))
        : FloorToMicros(moment.Ticks);

    internal static DateOnly? ToDate(int days) =>
        days >= -EpochDay && days <= DateOnly.MaxValue.DayNumber - EpochDay ? DateOnly.FromDayNumber(days + EpochDay) : null;

    internal static TimeOnly? ToTime(long micros) =>
        micros is >= 0 and < MicrosPerDay ? new TimeOnly(micros * TimeSpan.TicksPerMicrosecond) : null;

    /// <summary>The moment as UTC ticks, from a count of units; null when .NET cannot hold it or the unit is finer than a tick.</summary>
    internal static long? ToTicks(long count, DuckTypeId unit)
    {
        if (count == InfinityCount || count == -InfinityCount)
        {
            return null;
        }

        var ticks = unit switch
        {
            DuckTypeId.TimestampSeconds => (Int128)count * TimeSpan.TicksPerSecond,
            DuckTypeId.TimestampMilliseconds => (Int128)count * TimeSpan.TicksPerMillisecond,
            DuckTypeId.TimestampNanoseconds => count % 100 == 0 ? count / 100 : Int128.MaxValue,
            _ => (Int128)count * TimeSpan.TicksPerMicrosecond,
        };
        if (ticks > DateTime.MaxValue.Ticks)
        {
            return null;
        }

        ticks += DateTime.UnixEpoch.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? (long)ticks : null;
    }

    private static long FloorToMicros(long ticks) => (ticks / TimeSpan.TicksPerMicrosecond) - (DateTime.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond);
}
