using System.Globalization;
using System.Numerics;

namespace DataHound.Domain.Scheduling;

/// <summary>One field of a cron expression: the values at which it holds, a bit each.</summary>
/// <param name="Kind">Which field it is.</param>
/// <param name="Bits">The values.</param>
internal readonly record struct CronField(CronFieldKind Kind, ulong Bits)
{
    private const int ShortestRun = 3;

    /// <summary>Whether it holds at every value.</summary>
    public bool IsAll => Bits == Kind.All;

    /// <summary>Whether it holds at a value.</summary>
    public bool Holds(int value) => (Bits & (1UL << value)) != 0;

    /// <summary>The first value from one on at which it holds, or null.</summary>
    public int? From(int value)
    {
        var left = value > Kind.Most ? 0 : Bits >> value << value;
        return left == 0 ? null : BitOperations.TrailingZeroCount(left);
    }

    /// <summary>Reads a field: <c>*</c>, a value, a range, any of them with a step, or a list of those.</summary>
    public static CronField Read(ScheduleText text, CronFieldKind kind)
    {
        var bits = 0UL;
        foreach (var part in text.Split(','))
            bits |= ReadPart(part, kind);
        return new CronField(kind, bits);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (IsAll)
            return "*";
        var values = Values();
        var step = values.Count >= ShortestRun ? values[1] - values[0] : 1;
        if (step > 1 && values[0] == Kind.Least && values[^1] + step > Kind.Most && values.Zip(values.Skip(1)).All(pair => pair.Second - pair.First == step))
            return string.Create(CultureInfo.InvariantCulture, $"*/{step}");
        return string.Join(',', Runs(values));
    }

    private static ulong ReadPart(ScheduleText part, CronFieldKind kind)
    {
        var stepParts = part.Split('/');
        if (stepParts.Count > 2)
            throw stepParts[2].Error("there is more than one step", "Write one step, such as */15.");
        var step = stepParts.Count == 2 ? stepParts[1].Number(1, kind.Most, "Write the step as a whole number, such as */15.") : 1;
        var (first, last) = ReadRange(stepParts[0], kind, open: stepParts.Count == 2);
        var bits = 0UL;
        for (var value = first; value <= last; value += step)
            bits |= 1UL << value;
        return bits;
    }

    private static (int First, int Last) ReadRange(ScheduleText text, CronFieldKind kind, bool open)
    {
        if (string.Equals(text.Text, "*", StringComparison.Ordinal))
            return (kind.Least, kind.Most);
        var ends = text.Split('-');
        if (ends.Count > 2)
            throw ends[2].Error("a range has two ends", "Write a range as first-last, such as 1-5.");
        var first = kind.Read(ends[0]);
        if (ends.Count == 1)
            return (first, open ? kind.Most : first);
        var last = kind.Read(ends[1]);
        return last >= first ? (first, last) : throw text.Error($"the range '{text.Text}' runs backwards", "Write it as a list or as two ranges.");
    }

    private List<int> Values()
    {
        var values = new List<int>();
        for (var value = From(Kind.Least); value is { } found; value = From(found + 1))
            values.Add(found);
        return values;
    }

    private static IEnumerable<string> Runs(List<int> values)
    {
        for (var index = 0; index < values.Count;)
        {
            var end = index;
            while (end + 1 < values.Count && values[end + 1] == values[end] + 1)
                end++;
            if (end - index + 1 >= ShortestRun)
            {
                yield return string.Create(CultureInfo.InvariantCulture, $"{values[index]}-{values[end]}");
                index = end + 1;
            }
            else
            {
                yield return values[index++].ToString(CultureInfo.InvariantCulture);
            }
        }
    }
}
