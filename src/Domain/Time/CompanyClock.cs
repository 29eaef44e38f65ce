namespace DataHound.Domain.Time;

/// <summary>The wall clock of a company: its dates carry no zone, a run's instant does.</summary>
public static class CompanyClock
{
    /// <summary>What the company's clock shows at an instant; its kind is unspecified.</summary>
    public static DateTime LocalTime(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;
}
