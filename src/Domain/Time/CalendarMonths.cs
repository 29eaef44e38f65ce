namespace DataHound.Domain.Time;

/// <summary>Arithmetic with whole calendar months. A day that a month lacks counts as the month's last day.</summary>
public static class CalendarMonths
{
    /// <summary>How many months a year has.</summary>
    public const int PerYear = 12;

    /// <summary>Whole months from one date to another, the last one counted only when the day of the month is reached; negative when <paramref name="to"/> is earlier.</summary>
    public static int Between(DateOnly from, DateOnly to)
    {
        var months = ((to.Year - from.Year) * PerYear) + to.Month - from.Month;
        var dayToReach = Math.Min(from.Day, DateTime.DaysInMonth(to.Year, to.Month));
        return to.Day < dayToReach ? months - 1 : months;
    }

    /// <summary>The same time of day so many calendar months earlier.</summary>
    public static DateTime Before(DateTime instant, int months) => instant.AddMonths(-months);
}
