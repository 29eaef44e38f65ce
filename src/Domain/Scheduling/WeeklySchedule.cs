using System.Globalization;

namespace DataHound.Domain.Scheduling;

/// <summary>
/// <c>weekly:mon,tue@60</c>: on these days every 60 minutes by the clock of the zone, from midnight on; with a window, <c>weekly:mon,tue@60@08:00-17:00</c>, from its beginning
/// to its end, both included.
/// </summary>
public sealed record WeeklySchedule : ScheduleExpression
{
    /// <summary>The form's word.</summary>
    internal const string Word = "weekly";

    private const string Form = "Write days, minutes and optionally a window, such as weekly:mon,tue@60 or weekly:mon,fri@30@08:00-17:00.";
    private const int MinutesPerDay = 24 * 60;
    private static readonly string[] Names = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly TimeOnly EndOfDay = new(23, 59, 59);

    private readonly int _days;

    private WeeklySchedule(int days, int minutes, TimeOnly from, TimeOnly until)
    {
        _days = days;
        Minutes = minutes;
        From = from;
        Until = until;
    }

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <summary>The days, Sunday first.</summary>
    public IReadOnlyList<DayOfWeek> Days => [.. Enum.GetValues<DayOfWeek>().Where(Holds)];

    /// <summary>Minutes between two ticks of a day, 1 to 1,440.</summary>
    public int Minutes { get; }

    /// <summary>The first tick of a day.</summary>
    public TimeOnly From { get; }

    /// <summary>No tick of a day is later.</summary>
    public TimeOnly Until { get; }

    /// <inheritdoc/>
    public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) => WallClock.Next(NextLocal, after, zone);

    /// <inheritdoc/>
    public override string ToString()
    {
        var days = string.Join(',', Days.Select(day => Names[(int)day]));
        var window = From == TimeOnly.MinValue && Until == EndOfDay ? "" : $"@{ScheduleText.Format(From)}-{ScheduleText.Format(Until)}";
        return string.Create(CultureInfo.InvariantCulture, $"{Word}:{days}@{Minutes}{window}");
    }

    internal static WeeklySchedule Read(ScheduleText text)
    {
        var parts = text.Split('@');
        if (parts.Count is < 2 or > 3)
            throw text.Error("it is not days@minutes", Form);
        var days = 0;
        foreach (var name in parts[0].Split(','))
        {
            var day = Array.IndexOf(Names, name.Text);
            if (day < 0)
                throw name.Error($"'{name.Text}' is not a day", $"Use {string.Join(", ", Names)}, separated by commas without blanks.");
            if ((days & (1 << day)) != 0)
                throw name.Error($"'{name.Text}' is there twice", "Name each day once.");
            days |= 1 << day;
        }

        var minutes = parts[1].Number(1, MinutesPerDay, Form);
        var (from, until) = parts.Count == 2 ? (TimeOnly.MinValue, EndOfDay) : Window(parts[2]);
        return new WeeklySchedule(days, minutes, from, until);
    }

    private static (TimeOnly From, TimeOnly Until) Window(ScheduleText text)
    {
        var ends = text.Split('-');
        if (ends.Count != 2)
            throw text.Error("the window is not from-until", Form);
        var (from, until) = (ends[0].Time(), ends[1].Time());
        return until >= from ? (from, until) : throw ends[1].Error("the window ends before it begins", "For a window across midnight make two tasks.");
    }

    private DateTime? NextLocal(DateTime after)
    {
        var day = DateOnly.FromDateTime(after);
        if (Holds(day.DayOfWeek) && NextTime(TimeOnly.FromDateTime(after)) is { } time)
            return day.ToDateTime(time);
        for (var ahead = 1; ahead <= 7 && day < DateOnly.MaxValue; ahead++)
        {
            day = day.AddDays(1);
            if (Holds(day.DayOfWeek))
                return day.ToDateTime(From);
        }

        return null;
    }

    private TimeOnly? NextTime(TimeOnly after)
    {
        if (after < From)
            return From;
        var step = Minutes * TimeSpan.TicksPerMinute;
        var next = From.Ticks + ((((after.Ticks - From.Ticks) / step) + 1) * step);
        return next <= Until.Ticks ? new TimeOnly(next) : null;
    }

    private bool Holds(DayOfWeek day) => (_days & (1 << (int)day)) != 0;
}
