using System.Globalization;
using System.Text.Json;

namespace DataHound.EndToEnd.Cli;

/// <summary>Compares a summary of ./run with the expected results of a data set.</summary>
internal static class ExpectedSummary
{
    private static readonly string[] EventTypes = ["overdue_maintenance", "canceled_jobs", "unsold_estimates", "aging_systems", "lost_customers"];

    /// <summary>Every delivery's events and row counts, as lines that can be compared.</summary>
    public static IReadOnlyList<string> Expected(string set) =>
        [.. Deliveries(set).SelectMany(folder => ExpectedEvents(set, folder).Concat(ExpectedRows(set, folder)))];

    /// <summary>The same lines out of a summary.</summary>
    public static IReadOnlyList<string> Actual(JsonElement summary) =>
        [.. summary.GetProperty("deliveries").EnumerateArray().SelectMany(delivery => ActualEvents(delivery).Concat(ActualRows(delivery)))];

    private static IEnumerable<string> Deliveries(string set)
    {
        using var deliveries = JsonDocument.Parse(File.ReadAllText(Path.Combine(set, "deliveries.json")));
        return [.. deliveries.RootElement.EnumerateArray().Select(delivery => delivery.GetProperty("folder").GetString()!)];
    }

    private static List<string> ExpectedEvents(string set, string folder)
    {
        using var summary = JsonDocument.Parse(File.ReadAllText(Path.Combine(set, "expected", folder, "summary.json")));
        var events = summary.RootElement.GetProperty("events");
        return [.. EventTypes.Order(StringComparer.Ordinal).Select(type => Events(folder, type, events.GetProperty(type)))];
    }

    private static IEnumerable<string> ActualEvents(JsonElement delivery) =>
        delivery.GetProperty("events").EnumerateArray()
            .OrderBy(one => one.GetProperty("type").GetString(), StringComparer.Ordinal)
            .Select(one => Events(Folder(delivery), one.GetProperty("type").GetString()!, one));

    private static string Events(string folder, string type, JsonElement events) =>
        $"{folder} {type}: active {events.GetProperty("active")}, new {events.GetProperty("new")}, reactivated {events.GetProperty("reactivated")}, severity {Counts(events, "severity")}, gone {Counts(events, "gone")}";

    private static IEnumerable<string> ExpectedRows(string set, string folder) =>
        File.ReadLines(Path.Combine(set, "expected", folder, "datasets.jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(dataset => dataset.GetProperty("rows_in").GetInt64() > 0)
            .OrderBy(dataset => dataset.GetProperty("dataset").GetString(), StringComparer.Ordinal)
            .Select(dataset => Rows(folder, dataset.GetProperty("dataset").GetString()!, dataset.GetProperty("rows_in").GetInt64(), dataset));

    private static IEnumerable<string> ActualRows(JsonElement delivery) =>
        delivery.GetProperty("stages").EnumerateArray()
            .Where(stage => stage.GetProperty("stage").GetString() is "prepare")
            .SelectMany(stage => stage.GetProperty("units").EnumerateArray())
            .Where(unit => unit.GetProperty("in").GetInt64() > 0)
            .OrderBy(unit => unit.GetProperty("unit").GetString(), StringComparer.Ordinal)
            .Select(unit => Rows(Folder(delivery), unit.GetProperty("unit").GetString()!, unit.GetProperty("in").GetInt64(), unit));

    private static string Rows(string folder, string dataset, long rows, JsonElement counts) =>
        string.Create(CultureInfo.InvariantCulture, $"{folder} {dataset}: in {rows}, good {counts.GetProperty("good")}, quarantined {Counts(counts, "quarantined")}, discarded {Counts(counts, "discarded")}");

    private static string Folder(JsonElement delivery) => delivery.GetProperty("folder").GetString()!;

    private static string Counts(JsonElement element, string name) =>
        string.Join(' ', element.GetProperty(name).EnumerateObject().Where(count => count.Value.GetInt64() > 0).OrderBy(count => count.Name, StringComparer.Ordinal).Select(count => $"{count.Name}={count.Value}"));
}
