using System.Text.Json;

namespace DataHound.Cli.Summaries;

/// <summary>Reads numbers out of the free part of a unit. What is absent counts as zero.</summary>
internal static class DetailReader
{
    public static long Number(JsonElement? details, string name) =>
        Property(details, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : 0;

    public static IReadOnlyDictionary<string, long> Counts(JsonElement? details, string name)
    {
        if (Property(details, name) is not { ValueKind: JsonValueKind.Object } counts) return new Dictionary<string, long>(StringComparer.Ordinal);
        return counts.EnumerateObject()
            .Where(count => count.Value.ValueKind is JsonValueKind.Number)
            .ToDictionary(count => count.Name, count => count.Value.GetInt64(), StringComparer.Ordinal);
    }

    private static JsonElement? Property(JsonElement? details, string name) =>
        details is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value) ? value : null;
}
