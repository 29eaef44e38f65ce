using System.Runtime.InteropServices;

namespace DataHound.Domain.Preparation;

/// <summary>The parts of a timestamp while it is being read.</summary>
[StructLayout(LayoutKind.Auto)]
public record struct TimestampParts
{
    /// <summary>Year, 1 to 9999.</summary>
    public int Year;

    /// <summary>Month, 1 to 12.</summary>
    public int Month;

    /// <summary>Day of the month.</summary>
    public int Day;

    /// <summary>Hour, 0 to 23.</summary>
    public int Hour;

    /// <summary>Minute.</summary>
    public int Minute;

    /// <summary>Second, 0 to 59.</summary>
    public int Second;

    /// <summary>Minutes ahead of UTC when the text named an offset; null when it is local to the company.</summary>
    public int? OffsetMinutes;

    /// <summary>Whether the parts are a moment of the calendar.</summary>
    public readonly bool IsValid =>
        Year is >= 1 and <= 9999 && Month is >= 1 and <= 12 && Day >= 1 && Day <= DateTime.DaysInMonth(Year, Month) && Hour is >= 0 and <= 23 && Minute is >= 0 and <= 59 && Second is >= 0 and <= 59;

    /// <summary>The moment as it stands in the text, without regard to the offset.</summary>
    public readonly DateTime ToDateTime() => new(Year, Month, Day, Hour, Minute, Second, DateTimeKind.Unspecified);
}
