namespace DataHound.Domain.Time;

/// <summary>The wall clock of a company: its dates carry no zone, a run's instant does.</summary>
public static class CompanyClock
{
    /// <summary>What the company's clock shows at an instant; its kind is unspecified.</summary>
    public static DateTime LocalTime(DateTimeOffset instant, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(instant, zone).DateTime;

    /// <summary>The instant at which the company's clock shows a time: the first of the two in autumn; a time skipped in spring is read as if the clock had not moved.</summary>
    public static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        var wall = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(wall))
            return TimeZoneInfo.ConvertTime(new DateTimeOffset(wall, zone.GetUtcOffset(wall.AddDays(-1))), zone);
        var offset = zone.IsAmbiguousTime(wall) ? zone.GetAmbiguousTimeOffsets(wall).Max() : zone.GetUtcOffset(wall);
        return new DateTimeOffset(wall, offset);
    }
}
