using System.Collections;
using System.Globalization;

namespace DuckDb.Tests.RoundTrips;

/// <summary>A value as one text that differs whenever the value differs.</summary>
internal static class Show
{
    internal static string Text(object? value) => value switch
    {
        null => "NULL",
        string text => $"'{text}'",
        byte[] bytes => Convert.ToHexString(bytes),
        float number => number.ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        decimal number => number.ToString("0.#############################", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
        DateTimeOffset moment => moment.ToString("O", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("O", CultureInfo.InvariantCulture),
        KeyValuePair<object, object?> pair => $"{Text(pair.Key)}: {Text(pair.Value)}",
        KeyValuePair<string, object?> pair => $"{pair.Key}: {Text(pair.Value)}",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
