namespace DataHound.Domain.Scheduling;

/// <summary>
/// Cron with five fields (minute, hour, day of month, month, day of week) or six, with the second first. As in the timers of the host, Sunday is 0 and a limited day of month and
/// a limited day of week must both hold. With <c>*</c> as the hour it goes on through changes of the clock; with named hours it follows the clock.
/// </summary>
public sealed record CronSchedule : ScheduleExpression
{
    private const string Word = "cron";
    private const int WithoutSeconds = 5;

    // 29 February on one day of the week comes back within 40 years, around a century without leap year.
    private const int LongestGapInMonths = 41 * 12;
    private const int LongestFebruary = 29;

    private readonly CronField _second;
    private readonly CronField _minute;
    private readonly CronField _hour;
    private readonly CronField _day;
    private readonly CronField _month;
    private readonly CronField _dayOfWeek;

    private CronSchedule(CronField[] fields) =>
        (_second, _minute, _hour, _day, _month, _dayOfWeek) = (fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <inheritdoc/>
    public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) =>
        _hour.IsAll ? WallClock.NextThroughChanges(NextLocal, after, zone) : WallClock.Next(NextLocal, after, zone);

    /// <inheritdoc/>
    public override string ToString()
    {
        var seconds = _second.Bits == 1 ? "" : $"{_second} ";
        return $"{seconds}{_minute} {_hour} {_day} {_month} {_dayOfWeek}";
    }

    internal static CronSchedule Read(ScheduleText text)
    {
        CronFieldKind[] kinds = [CronFieldKind.Second, CronFieldKind.Minute, CronFieldKind.Hour, CronFieldKind.Day, CronFieldKind.Month, CronFieldKind.DayOfWeek];
        var words = text.Words();
        if (words.Count < WithoutSeconds || words.Count > kinds.Length)
            throw (words.Count > kinds.Length ? words[kinds.Length] : text).Error(
                FormattableString.Invariant($"it has {words.Count} fields"), "Write five fields (minute, hour, day of month, month, day of week), or six with the second first.");
        var skipped = kinds.Length - words.Count;
        var fields = kinds.Select((kind, index) => index < skipped ? new CronField(kind, 1) : CronField.Read(words[index - skipped], kind)).ToArray();
        var schedule = new CronSchedule(fields);
        return schedule.Happens() ? schedule : throw words[^3].Error("no month it names has such a day", "Name a day that one of the months has.");
    }

    private bool Happens()
    {
        for (var month = _month.From(1); month is { } found; month = _month.From(found + 1))
        {
            if (_day.From(1) <= (found == 2 ? LongestFebruary : DateTime.DaysInMonth(2000, found)))
                return true;
        }

        return false;
    }

    private DateTime? NextLocal(DateTime after)
    {
        if (after >= DateTime.MaxValue.AddSeconds(-1))
            return null;
        var from = after.AddTicks(TimeSpan.TicksPerSecond - (after.Ticks % TimeSpan.TicksPerSecond));
        var time = NextTime(TimeOnly.FromDateTime(from));
        var day = DateOnly.FromDateTime(from);
        if (time is not null && Holds(day))
            return day.ToDateTime(time.Value);
        return NextDay(day) is { } next ? next.ToDateTime(NextTime(TimeOnly.MinValue)!.Value) : null;
    }

    private DateOnly? NextDay(DateOnly after)
    {
        var month = new DateOnly(after.Year, after.Month, 1);
        for (var count = 0; count <= LongestGapInMonths; count++)
        {
            if (_month.Holds(month.Month))
            {
                var first = count == 0 ? after.Day + 1 : 1;
                for (var day = _day.From(first); day is { } found && found <= DateTime.DaysInMonth(month.Year, month.Month); day = _day.From(found + 1))
                {
                    var candidate = new DateOnly(month.Year, month.Month, found);
                    if (_dayOfWeek.Holds((int)candidate.DayOfWeek))
                        return candidate;
                }
            }

            if (month.Year == DateOnly.MaxValue.Year && month.Month == DateOnly.MaxValue.Month)
                return null;
            month = month.AddMonths(1);
        }

        return null;
    }

    private TimeOnly? NextTime(TimeOnly from)
    {
        for (var hour = _hour.From(from.Hour); hour is { } foundHour; hour = _hour.From(foundHour + 1))
        {
            var firstMinute = foundHour == from.Hour ? from.Minute : 0;
            for (var minute = _minute.From(firstMinute); minute is { } foundMinute; minute = _minute.From(foundMinute + 1))
            {
                var firstSecond = foundHour == from.Hour && foundMinute == from.Minute ? from.Second : 0;
                if (_second.From(firstSecond) is { } second)
                    return new TimeOnly(foundHour, foundMinute, second);
            }
        }

        return null;
    }

    private bool Holds(DateOnly day) => _month.Holds(day.Month) && _day.Holds(day.Day) && _dayOfWeek.Holds((int)day.DayOfWeek);
}
