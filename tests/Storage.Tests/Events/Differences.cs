using System.Globalization;
using System.Text.Json.Nodes;

namespace Storage.Tests.Events;

/// <summary>Compares rows by key and names what differs.</summary>
public static class Differences
{
    private const int Shown = 12;

    /// <summary>Demands equal keys and equal values of the expected rows' fields; decimals are compared by value.</summary>
    public static void ShouldMatch(this IEnumerable<JsonObject> actual, IEnumerable<JsonObject> expected, Func<JsonObject, string> key)
    {
        var found = actual.ToDictionary(key, StringComparer.Ordinal);
        var wanted = expected.ToDictionary(key, StringComparer.Ordinal);
        List<string> differences = [];
        differences.AddRange(wanted.Keys.Except(found.Keys, StringComparer.Ordinal).Select(missing => $"{missing}: missing, expected {wanted[missing].ToJsonString()}"));
        differences.AddRange(found.Keys.Except(wanted.Keys, StringComparer.Ordinal).Select(extra => $"{extra}: not expected {found[extra].ToJsonString()}"));
        foreach (var (name, row) in wanted.Where(row => found.ContainsKey(row.Key)))
        {
            differences.AddRange(from field in row
                                 let value = found[name][field.Key]
                                 where Text(field.Value) != Text(value)
                                 select $"{name}.{field.Key}: expected {Text(field.Value)}, found {Text(value)}");
        }
        differences.Count.ShouldBe(0, $"{found.Count} rows, {wanted.Count} expected{Environment.NewLine}{string.Join(Environment.NewLine, differences.Take(Shown))}");
    }

    private static string Text(JsonNode? node)
    {
        var text = node?.ToJsonString() ?? "null";
        var bare = text.Trim('"');
        return bare.Contains('.', StringComparison.Ordinal) || bare == "0"
            ? decimal.TryParse(bare, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.00", CultureInfo.InvariantCulture) : text
            : text;
    }
}
