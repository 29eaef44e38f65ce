using Quartz;

namespace LocalHost.Functions.Timers;

/// <summary>
/// Ticks by an NCRONTAB expression. Quartz finds the times; the fields are read here, because the dialects differ: NCRONTAB counts Sunday as 0,
/// and when day and day of week are both limited it wants both to hold, where Quartz takes either.
/// </summary>
internal sealed class CronSchedule : TimerSchedule
{
    private const int WithSeconds = 6;

    // The longest distance between two equal dates with the same day of week is 40 years: 29 February around a century without leap year.
    private static readonly TimeSpan LongestGap = TimeSpan.FromDays(366 * 41);

    // A day is at least this long, whatever clocks are put forward.
    private static readonly TimeSpan SurelyWithinDay = TimeSpan.FromHours(22);

    private readonly CronExpression _expression;
    private readonly CronField? _alsoDayOfWeek;
    private readonly TimeZoneInfo _timeZone;

    private CronSchedule(CronExpression expression, CronField? alsoDayOfWeek, TimeZoneInfo timeZone)
    {
        _expression = expression;
        _alsoDayOfWeek = alsoDayOfWeek;
        _timeZone = timeZone;
    }

    /// <summary>Reads five fields (minute, hour, day, month, day of week) or six, with the second first.</summary>
    /// <exception cref="FormatException">The expression is not valid; the message says why.</exception>
    public static new CronSchedule Parse(string text, TimeZoneInfo timeZone)
    {
        string[] fields = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length == WithSeconds - 1)
            fields = ["0", .. fields];
        if (fields.Length != WithSeconds)
            throw new FormatException($"it has {fields.Length} fields, and must have five, or six with the second first");

        string second = CronField.Parse(fields[0], CronField.Seconds).ForQuartz();
        string minute = CronField.Parse(fields[1], CronField.Minutes).ForQuartz();
        string hour = CronField.Parse(fields[2], CronField.Hours).ForQuartz();
        CronField day = CronField.Parse(fields[3], CronField.Days);
        string month = CronField.Parse(fields[4], CronField.Months).ForQuartz();
        CronField dayOfWeek = CronField.Parse(fields[5], CronField.DaysOfWeek);
        bool byDayOfWeekAlone = day.IsAll && !dayOfWeek.IsAll;
        string quartz = byDayOfWeekAlone
            ? $"{second} {minute} {hour} ? {month} {dayOfWeek.ForQuartz(offset: 1)}"
            : $"{second} {minute} {hour} {day.ForQuartz()} {month} ?";
        return new CronSchedule(new CronExpression(quartz, timeZone), byDayOfWeekAlone || dayOfWeek.IsAll ? null : dayOfWeek, timeZone);
    }

    public override DateTimeOffset? Next(DateTimeOffset after)
    {
        DateTimeOffset? next = _expression.GetNextValidTimeAfter(after);
        if (_alsoDayOfWeek is null)
            return next?.ToUniversalTime();
        while (next is { } candidate && candidate - after < LongestGap)
        {
            DateTimeOffset local = TimeZoneInfo.ConvertTime(candidate, _timeZone);
            if (_alsoDayOfWeek.Values.Contains((int)local.DayOfWeek))
                return candidate.ToUniversalTime();
            TimeSpan restOfDay = SurelyWithinDay - local.TimeOfDay;
            next = _expression.GetNextValidTimeAfter(restOfDay > TimeSpan.Zero ? candidate + restOfDay : candidate);
        }

        return null;
    }
}
