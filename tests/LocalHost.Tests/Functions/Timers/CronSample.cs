using System.Globalization;

namespace LocalHost.Tests.Functions.Timers;

/// <summary>A random expression together with the values it means, and the plainest search for its next tick.</summary>
internal sealed record CronSample(string Text, IReadOnlyList<SortedSet<int>> Fields, DateTimeOffset After)
{
    private const int SearchedDays = 1500;

    private static readonly (int Least, int Most)[] Ranges = [(0, 59), (0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];

    public static CronSample Make(Random random)
    {
        List<string> texts = [];
        List<SortedSet<int>> fields = [];
        foreach ((int least, int most) in Ranges)
        {
            (string text, SortedSet<int> values) = MakeField(random, least, most);
            texts.Add(text);
            fields.Add(values);
        }

        DateTimeOffset after = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.NextInt64(0, 4L * 365 * 24 * 3600));
        return new CronSample(string.Join(' ', texts), fields, after);
    }

    /// <summary>The first matching local time after a local time; null when none is found within four years.</summary>
    public DateTime? FindByTrying(DateTime after)
    {
        for (int day = 0; day < SearchedDays; day++)
        {
            DateTime date = after.Date.AddDays(day);
            if (!Fields[3].Contains(date.Day) || !Fields[4].Contains(date.Month) || !Fields[5].Contains((int)date.DayOfWeek))
                continue;
            for (int second = 0; second < 24 * 3600; second++)
            {
                DateTime candidate = date.AddSeconds(second);
                if (candidate > after && Fields[0].Contains(candidate.Second) && Fields[1].Contains(candidate.Minute) && Fields[2].Contains(candidate.Hour))
                    return candidate;
            }
        }

        return null;
    }

    /// <summary>Whether the answer is on a day on which clocks change, when local times are missing or come twice.</summary>
    public bool CrossesClockChange(TimeZoneInfo zone, DateTime found)
    {
        bool Changes(DateTime date) => zone.GetUtcOffset(date.AddHours(12)) != zone.GetUtcOffset(date.AddHours(-12)) || zone.GetUtcOffset(date.AddHours(36)) != zone.GetUtcOffset(date.AddHours(12));
        return Changes(found.Date) || Changes(TimeZoneInfo.ConvertTime(After, zone).Date);
    }

    private static (string Text, SortedSet<int> Values) MakeField(Random random, int least, int most)
    {
        int parts = random.Next(4) == 0 ? 3 : 1;
        List<string> texts = [];
        SortedSet<int> values = [];
        for (int i = 0; i < parts; i++)
        {
            int first = random.Next(least, most + 1), last = random.Next(first, most + 1), step = random.Next(1, 9);
            (string text, int from, int to, int by) = random.Next(6) switch
            {
                0 or 1 => ("*", least, most, 1),
                2 => (Show(first), first, first, 1),
                3 => ($"{Show(first)}-{Show(last)}", first, last, 1),
                4 => ($"{Show(first)}-{Show(last)}/{Show(step)}", first, last, step),
                _ => ($"*/{Show(step)}", least, most, step),
            };
            texts.Add(text);
            for (int value = from; value <= to; value += by)
                values.Add(value);
        }

        return (string.Join(',', texts), values);
    }

    private static string Show(int value) => value.ToString(CultureInfo.InvariantCulture);
}
