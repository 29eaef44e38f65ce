using System.Runtime.InteropServices;

namespace DuckDb;

/// <summary>An INTERVAL: the three parts are kept apart because a month has no fixed length and a day may have 23 hours.</summary>
/// <param name="Months">Whole months.</param>
/// <param name="Days">Whole days.</param>
/// <param name="Micros">Microseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckInterval(int Months, int Days, long Micros)
{
    /// <summary>The interval of a plain time span; what is below a microsecond is cut off.</summary>
    public static DuckInterval From(TimeSpan span) => new(0, span.Days, (span.Ticks % TimeSpan.TicksPerDay) / TimeSpan.TicksPerMicrosecond);
}
