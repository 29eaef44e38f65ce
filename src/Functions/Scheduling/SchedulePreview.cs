using DataHound.Domain.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Shows the next occurrences of a schedule.</summary>
internal static class SchedulePreview
{
    private const int DefaultCount = 10;
    private const int MaximumCount = 1000;

    /// <summary>How many are wanted: 1 to 1,000, by default 10.</summary>
    public static int Count(int? count) => count switch
    {
        null => DefaultCount,
        >= 1 and <= MaximumCount => count.Value,
        _ => throw new UserErrorException("count_invalid", FormattableString.Invariant($"count is not a whole number from 1 to {MaximumCount}."), FormattableString.Invariant($"Send another count, or none for {DefaultCount}.")),
    };

    public static object Of(ScheduleExpression schedule, string timeZone, DateTimeOffset after, int count)
    {
        var zone = ScheduledTaskRules.Zone(timeZone);
        return new
        {
            Schedule = schedule.ToString(),
            schedule.Kind,
            TimeZone = timeZone,
            After = after,
            Occurrences = schedule.Occurrences(after, zone).Take(count).Select(at => new { At = at, Local = TimeZoneInfo.ConvertTime(at, zone) }).ToList(),
        };
    }
}
