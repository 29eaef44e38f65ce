using System.Globalization;
using System.Text.Json;

namespace DataHound.Cli.Deliveries;

/// <summary>Reads deliveries.json of an input folder. Every error names the file and the place in it.</summary>
internal static class DeliveryList
{
    public const string FileName = "deliveries.json";

    private const string Example = """[{"day": 1, "folder": "day1", "as_of": "2025-06-24T20:00:00-05:00"}]""";

    /// <summary>The deliveries in the order of their runs.</summary>
    public static IReadOnlyList<Delivery> Read(string inputFolder)
    {
        var file = Path.Combine(inputFolder, FileName);
        if (!File.Exists(file))
        {
            throw new ExplainedException("deliveries_missing", $"There is no {FileName} in {inputFolder}.", $"Write one, for example: {Example}");
        }

        using var document = Parse(file);
        if (document.RootElement.ValueKind is not JsonValueKind.Array) throw Wrong(file, "$", "must be a list of deliveries");
        var deliveries = document.RootElement.EnumerateArray().Select((element, index) => ReadOne(inputFolder, file, element, index)).ToList();
        if (deliveries.Count is 0) throw Wrong(file, "$", "names no delivery");
        return InOrder(file, deliveries);
    }

    private static JsonDocument Parse(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(file));
        }
        catch (JsonException error)
        {
            throw Wrong(file, $"line {error.LineNumber + 1}", "is not JSON");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ExplainedException("deliveries_unreadable", $"{file} cannot be read: {error.Message}", "Give your user the right to read it.");
        }
    }

    private static Delivery ReadOne(string inputFolder, string file, JsonElement element, int index)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"$[{index}]");
        if (element.ValueKind is not JsonValueKind.Object) throw Wrong(file, path, "must be an object");
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name is not ("day" or "folder" or "as_of")) throw Wrong(file, $"{path}.{property.Name}", "is not a known field (day, folder, as_of)");
        }

        var folder = Text(file, element, path, "folder");
        return new Delivery
        {
            Day = Day(file, element, path, index),
            Folder = folder,
            AsOf = AsOf(file, element, path),
            Files = Files(file, $"{path}.folder", inputFolder, folder),
        };
    }

    private static int Day(string file, JsonElement element, string path, int index)
    {
        if (!element.TryGetProperty("day", out var value)) return index + 1;
        return value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var day) ? day : throw Wrong(file, $"{path}.day", "must be a whole number");
    }

    private static string Text(string file, JsonElement element, string path, string name)
    {
        var text = element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
        return string.IsNullOrWhiteSpace(text) ? throw Wrong(file, $"{path}.{name}", "is missing or not a text") : text;
    }

    private static DateTimeOffset AsOf(string file, JsonElement element, string path)
    {
        var text = Text(file, element, path, "as_of");
        // A time without a zone would mean another instant on another machine.
        var hasZone = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > text.IndexOf('T', StringComparison.Ordinal);
        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var asOf);
        return isTime && hasZone && text.Contains('T', StringComparison.Ordinal)
            ? asOf
            : throw Wrong(file, $"{path}.as_of", $"is {text}: give date, time and zone, such as 2025-06-24T20:00:00-05:00");
    }

    private static List<string> Files(string file, string path, string inputFolder, string folder)
    {
        var full = Path.GetFullPath(folder, inputFolder);
        var isInside = full.StartsWith(Path.GetFullPath(inputFolder) + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        if (!isInside) throw Wrong(file, path, $"is {folder}: the folder must lie inside {inputFolder}");
        if (!Directory.Exists(full)) throw Wrong(file, path, $"is {folder}: there is no such folder");
        return Directory.EnumerateFiles(full).Where(name => !Path.GetFileName(name).StartsWith('.')).Order(StringComparer.Ordinal).ToList();
    }

    private static List<Delivery> InOrder(string file, List<Delivery> deliveries)
    {
        var ordered = deliveries.OrderBy(delivery => delivery.AsOf).ToList();
        for (var i = 1; i < ordered.Count; i++)
        {
            if (ordered[i].AsOf == ordered[i - 1].AsOf) throw Wrong(file, "$", $"has two deliveries with the same as_of: {ordered[i - 1].Folder} and {ordered[i].Folder}");
        }

        if (deliveries.DistinctBy(delivery => delivery.Folder, StringComparer.Ordinal).Count() != deliveries.Count) throw Wrong(file, "$", "names a folder twice");
        return ordered;
    }

    private static ExplainedException Wrong(string file, string path, string what) =>
        new("deliveries_invalid", $"{file}: {path} {what}.", $"Correct it; a valid file looks like this: {Example}");
}
