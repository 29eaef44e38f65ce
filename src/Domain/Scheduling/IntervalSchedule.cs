using System.Globalization;

namespace DataHound.Domain.Scheduling;

/// <summary>
/// <c>interval:N</c>: every N minutes of elapsed time, whatever clocks are put forward or back. The grid begins at 1970-01-01T00:00Z, so that every process
/// finds the same ticks without knowing when the task was made.
/// </summary>
public sealed record IntervalSchedule : ScheduleExpression
{
    /// <summary>The form's word.</summary>
    internal const string Word = "interval";

    private const int MostMinutes = 366 * 24 * 60;

    private IntervalSchedule(int minutes) => Minutes = minutes;

    /// <inheritdoc/>
    public override string Kind => Word;

    /// <summary>Minutes between two ticks, 1 to 527,040 (366 days).</summary>
    public int Minutes { get; }

    /// <inheritdoc/>
    public override DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone)
    {
        var step = Minutes * TimeSpan.TicksPerMinute;
        var elapsed = after.UtcTicks - DateTimeOffset.UnixEpoch.Ticks;
        var steps = Math.DivRem(elapsed, step, out var rest);
        var next = DateTimeOffset.UnixEpoch.Ticks + ((rest < 0 ? steps : steps + 1) * step);
        return next > DateTimeOffset.MaxValue.Ticks ? null : new DateTimeOffset(next, TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Word}:{Minutes}");

    internal static IntervalSchedule Read(ScheduleText text) =>
        new(text.Number(1, MostMinutes, "Write the number of minutes between two runs, such as interval:15."));
}
