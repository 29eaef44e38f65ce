namespace DataHound.Domain.Scheduling;

/// <summary><c>daily:HH:MM</c> or <c>daily:HH:MM:SS</c>: once a day at that time by the clock of the zone.</summary>
public sealed record DailySchedule : ScheduleExpression
{
    /// <summary>The form's word.</summary>
    internal const string Word = "daily";

    private DailySchedule(TimeOnly at) => At = at;

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <summary>The time of day.</summary>
    public TimeOnly At { get; }

    /// <inheritdoc/>
    public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone) => WallClock.Next(NextLocal, after, zone);

    /// <inheritdoc/>
    public override string ToString() => $"{Word}:{ScheduleText.Format(At)}";

    internal static DailySchedule Read(ScheduleText text) => new(text.Time());

    private DateTime? NextLocal(DateTime after)
    {
        var day = DateOnly.FromDateTime(after);
        if (TimeOnly.FromDateTime(after) < At)
            return day.ToDateTime(At);
        return day == DateOnly.MaxValue ? null : day.AddDays(1).ToDateTime(At);
    }
}
