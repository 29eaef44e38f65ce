using System.Collections.Immutable;
using System.Globalization;

namespace LocalHost.Functions.Timers;

/// <summary>One field of an NCRONTAB expression: the values at which it holds.</summary>
/// <param name="Values">The values in order.</param>
/// <param name="IsAll">Whether it holds at every value.</param>
internal sealed record CronField(ImmutableSortedSet<int> Values, bool IsAll)
{
    private static readonly ImmutableArray<string> MonthNames = [.. CultureInfo.InvariantCulture.DateTimeFormat.MonthNames.Take(12)];
    private static readonly ImmutableArray<string> DayNames = [.. CultureInfo.InvariantCulture.DateTimeFormat.DayNames];

    public static Kind Seconds { get; } = new("second", 0, 59, []);

    public static Kind Minutes { get; } = new("minute", 0, 59, []);

    public static Kind Hours { get; } = new("hour", 0, 23, []);

    public static Kind Days { get; } = new("day", 1, 31, []);

    public static Kind Months { get; } = new("month", 1, 12, MonthNames);

    public static Kind DaysOfWeek { get; } = new("day of week", 0, 6, DayNames);

    /// <summary>The field as Quartz writes it, with numbers moved by an offset: Quartz counts Sunday as 1.</summary>
    public string ForQuartz(int offset = 0) =>
        IsAll ? "*" : string.Join(',', Values.Select(value => (value + offset).ToString(CultureInfo.InvariantCulture)));

    /// <summary>Reads a field.</summary>
    /// <exception cref="FormatException">It is not valid; the message says why.</exception>
    public static CronField Parse(string text, Kind kind)
    {
        ImmutableSortedSet<int>.Builder values = ImmutableSortedSet.CreateBuilder<int>();
        foreach (string part in text.Split(','))
            AddPart(part, kind, values);
        return new CronField(values.ToImmutable(), values.Count == kind.Most - kind.Least + 1);
    }

    private static void AddPart(string part, Kind kind, ImmutableSortedSet<int>.Builder values)
    {
        string[] steps = part.Split('/');
        int step = 1;
        if (steps.Length > 2 || (steps.Length == 2 && (!int.TryParse(steps[1], NumberStyles.None, CultureInfo.InvariantCulture, out step) || step == 0)))
            throw Invalid(part, kind, "has no valid step");

        string[] ends = steps[0].Split('-');
        int first, last;
        if (steps[0] == "*")
        {
            (first, last) = (kind.Least, kind.Most);
        }
        else if (ends.Length == 2)
        {
            (first, last) = (kind.Read(ends[0]), kind.Read(ends[1]));
            if (first > last)
                throw Invalid(part, kind, "runs backwards; write it as a list or as two ranges");
        }
        else if (ends.Length == 1)
        {
            first = kind.Read(ends[0]);
            last = steps.Length == 2 ? kind.Most : first;
        }
        else
        {
            throw Invalid(part, kind, "is not a value, a range or *");
        }

        for (int value = first; value <= last; value += step)
            values.Add(value);
    }

    private static FormatException Invalid(string part, Kind kind, string problem) => new($"'{part}' in the {kind.Name} field {problem}");

    /// <summary>What a field may hold.</summary>
    internal sealed record Kind(string Name, int Least, int Most, ImmutableArray<string> Names)
    {
        private const int ShortestName = 3;

        public int Read(string text)
        {
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= Least && number <= Most)
                return number;
            for (int i = 0; i < Names.Length; i++)
            {
                if (text.Length >= ShortestName && Names[i].StartsWith(text, StringComparison.OrdinalIgnoreCase))
                    return Least + i;
            }

            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{text}' in the {Name} field is not from {Least} to {Most}"));
        }
    }
}
