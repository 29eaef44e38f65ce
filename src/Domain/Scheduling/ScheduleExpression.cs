namespace DataHound.Domain.Scheduling;

/// <summary>
/// When something is to be done: <c>interval:N</c>, <c>daily:HH:MM</c>, <c>weekly:mon,tue@60</c>, <c>once:2026-03-01T12:00</c>, or cron with five or six fields.
/// Its text, from <see cref="object.ToString"/>, reads back as an equal expression.
/// </summary>
public abstract record ScheduleExpression
{
    private const string Forms = "Use cron such as 0 20 * * *, interval:15, daily:20:00, weekly:mon,tue@60 or once:2026-03-01T12:00.";

    private static readonly Dictionary<string, Func<ScheduleText, ScheduleExpression>> Readers = new(StringComparer.Ordinal)
    {
        [IntervalSchedule.Word] = IntervalSchedule.Read,
        [DailySchedule.Word] = DailySchedule.Read,
        [WeeklySchedule.Word] = WeeklySchedule.Read,
        [OnceSchedule.Word] = OnceSchedule.Read,
    };

    /// <summary>The form: <c>cron</c>, <c>interval</c>, <c>daily</c>, <c>weekly</c> or <c>once</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="ScheduleFormatException">It cannot be read; the exception says where and why.</exception>
    public static ScheduleExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var whole = new ScheduleText(text, 0).Trim();
        if (whole.Text.Length == 0)
            throw whole.Error("it is empty", Forms);
        var colon = whole.Text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return whole.Text.Any(char.IsWhiteSpace) ? CronSchedule.Read(whole) : throw whole.Error($"'{whole.Text}' is not a schedule", Forms);
        return Readers.TryGetValue(whole.Text[..colon], out var read)
            ? read(whole.From(colon + 1))
            : throw whole.Error($"there is no kind of schedule '{whole.Text[..colon]}'", Forms);
    }

    /// <summary>The first occurrence strictly later than an instant, in UTC; null when there is none any more.</summary>
    public abstract DateTimeOffset? Next(DateTimeOffset after, TimeZoneInfo zone);

    /// <summary>The occurrences after an instant, one after another; endless for most schedules.</summary>
    public IEnumerable<DateTimeOffset> Occurrences(DateTimeOffset after, TimeZoneInfo zone)
    {
        while (Next(after, zone) is { } next)
        {
            yield return next;
            after = next;
        }
    }
}
