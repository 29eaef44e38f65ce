using System.Collections.Immutable;
using System.Globalization;

namespace DataHound.Domain.Scheduling;

/// <summary>What a field of a cron expression may hold.</summary>
/// <param name="Name">What the field is called in errors.</param>
/// <param name="Least">The least value.</param>
/// <param name="Most">The greatest value.</param>
/// <param name="Names">Words for the values from the least on; none for fields of numbers only.</param>
internal sealed record CronFieldKind(string Name, int Least, int Most, ImmutableArray<string> Names)
{
    public static CronFieldKind Second { get; } = new("second", 0, 59, []);

    public static CronFieldKind Minute { get; } = new("minute", 0, 59, []);

    public static CronFieldKind Hour { get; } = new("hour", 0, 23, []);

    public static CronFieldKind Day { get; } = new("day of month", 1, 31, []);

    public static CronFieldKind Month { get; } = new("month", 1, 12, ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]);

    public static CronFieldKind DayOfWeek { get; } = new("day of week", 0, 6, ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);

    /// <summary>All values at once.</summary>
    public ulong All => ((1UL << (Most - Least + 1)) - 1) << Least;

    /// <summary>The value that a text stands for.</summary>
    public int Read(ScheduleText text)
    {
        for (var index = 0; index < Names.Length; index++)
        {
            if (string.Equals(Names[index], text.Text, StringComparison.OrdinalIgnoreCase))
                return Least + index;
        }

        var words = Names.Length == 0 ? "" : $" or {Names[0]} to {Names[^1]}";
        return int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= Least && value <= Most
            ? value
            : throw text.Error(string.Create(CultureInfo.InvariantCulture, $"'{text.Text}' is not a {Name}"), string.Create(CultureInfo.InvariantCulture, $"Use {Least} to {Most}{words}, a range, a list, a step or *."));
    }
}
