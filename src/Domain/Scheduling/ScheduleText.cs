using System.Globalization;

namespace DataHound.Domain.Scheduling;

/// <summary>A piece of an expression that knows where it stands in the whole, so that errors can point at it.</summary>
/// <param name="Text">The piece.</param>
/// <param name="Start">Where it begins in the whole, from 0.</param>
internal readonly record struct ScheduleText(string Text, int Start)
{
    private const string TimeForm = "Write a time of day as HH:MM or HH:MM:SS with two digits each, such as 07:30.";

    /// <summary>The piece without blanks around it.</summary>
    public ScheduleText Trim()
    {
        var left = Text.Length - Text.TrimStart().Length;
        return new ScheduleText(Text.Trim(), Start + left);
    }

    /// <summary>The rest from a character on.</summary>
    public ScheduleText From(int index) => new(Text[index..], Start + index);

    /// <summary>A part of it.</summary>
    public ScheduleText Part(int index, int length) => new(Text.Substring(index, length), Start + index);

    /// <summary>The parts between separators; empty parts are parts too.</summary>
    public IReadOnlyList<ScheduleText> Split(char separator)
    {
        var parts = new List<ScheduleText>();
        var start = 0;
        foreach (var part in Text.Split(separator))
        {
            parts.Add(new ScheduleText(part, Start + start));
            start += part.Length + 1;
        }

        return parts;
    }

    /// <summary>The words between blanks.</summary>
    public IReadOnlyList<ScheduleText> Words()
    {
        var words = new List<ScheduleText>();
        for (var index = 0; index < Text.Length;)
        {
            var end = index;
            while (end < Text.Length && !char.IsWhiteSpace(Text[end]))
                end++;
            if (end > index)
                words.Add(Part(index, end - index));
            index = end + 1;
        }

        return words;
    }

    /// <summary>A whole number within limits.</summary>
    public int Number(int least, int most, string nextStep) => int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
        ? number
        : throw Error(string.Create(CultureInfo.InvariantCulture, $"'{Text}' is not a whole number from {least} to {most}"), nextStep);

    /// <summary>A time of day to the second.</summary>
    public TimeOnly Time() => TimeOnly.TryParseExact(Text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        ? time
        : throw Error($"'{Text}' is not a time of day", TimeForm);

    /// <summary>The error that points at this piece.</summary>
    public ScheduleFormatException Error(string cause, string nextStep) => new(Start + 1, cause, nextStep);

    /// <summary>A time of day as short as it can be written.</summary>
    public static string Format(TimeOnly time) => time.ToString(time.Second == 0 ? "HH:mm" : "HH:mm:ss", CultureInfo.InvariantCulture);
}
