using System.Text.Json.Nodes;
using DataHound.Domain.Events;
using DataHound.Storage.Pipelines;

namespace Storage.Tests.Events;

/// <summary>Demands that what was published equals what an independent implementation of the rules made of the same delivery.</summary>
public static class ExpectedResults
{
    private static readonly string[] EventColumns = ["event_id", "event_type", "entity_type", "entity_id", "status", "reason", "severity", "first_seen_at", "last_seen_at", "transition"];

    /// <summary>Compares the summary, then events, profiles and lists in full.</summary>
    public static async Task CompareAsync(FieldServiceSet set, int day, StageRunner runner, IReadOnlyDictionary<string, StageUnitResult> results)
    {
        CompareSummary(set.Summary(day), results);
        foreach (var type in EventTypes.All)
            (await EventsAsync(runner, type)).ShouldMatch(set.Expected(day, type.Dataset).Select(Flat), row => $"day {day} {row["event_type"]} {row["entity_id"]}");
        (await runner.RowsAsync("profiles")).ShouldMatch(set.Expected(day, "profiles").Select(Mapped), row => $"day {day} {row["customer_id"]}");
        foreach (var list in set.Expected(day, "lists"))
            await CompareListAsync(runner, list, day);
    }

    private static void CompareSummary(JsonObject summary, IReadOnlyDictionary<string, StageUnitResult> results)
    {
        foreach (var type in EventTypes.All)
            JsonNode.DeepEquals(Sorted(results[type.Name].Details), Sorted(summary["events"]![type.Name]!)).ShouldBeTrue($"{type.Name}: expected {summary["events"]![type.Name]!.ToJsonString()}, found {results[type.Name].Details.ToJsonString()}");
        JsonNode.DeepEquals(Sorted(results["profiles"].Details["tiers"]!), Sorted(summary["tiers"]!)).ShouldBeTrue();
        ((long)results["profiles"].Details["marketable"]!).ShouldBe((long)summary["marketable"]!);
        foreach (var (list, counts) in summary["lists"]!.AsObject())
        {
            foreach (var (count, value) in counts!.AsObject())
                ((long)results[list].Details[count]!).ShouldBe((long)value!, $"{list} {count}: {results[list].Details.ToJsonString()}");
        }
        results.Values.ShouldAllBe(result => result.Counts.AddUp());
    }

    private static async Task<IEnumerable<JsonObject>> EventsAsync(StageRunner runner, EventType type)
    {
        var rows = await runner.RowsAsync(type.Dataset);
        return rows.Where(row => row["transition"] is not null);
    }

    private static async Task CompareListAsync(StageRunner runner, JsonObject expected, int day)
    {
        var list = (string)expected["list"]!;
        var rows = await runner.RowsAsync($"list_{list}");
        rows.ShouldMatch(expected["rows"]!.AsArray().Select(row => row!.AsObject()), row => $"day {day} {list} {row["entity_id"]}");
        var changes = await runner.RowsAsync($"list_{list}_changes");
        var added = changes.Where(change => (string)change["change"]! == "added").Select(change => (string)change["entity_id"]!);
        added.Order(StringComparer.Ordinal).ShouldBe(expected["added"]!.AsArray().Select(id => (string)id!).Order(StringComparer.Ordinal));
        changes.Where(change => (string)change["change"]! == "removed")
            .ShouldMatch(expected["removed"]!.AsObject().Select(removed => new JsonObject { ["entity_id"] = removed.Key, ["reason"] = (string)removed.Value! }), row => $"day {day} {list} removed {row["entity_id"]}");
    }

    private static JsonObject Flat(JsonObject expected)
    {
        var row = new JsonObject(EventColumns.Select(column => KeyValuePair.Create(column, expected[column]?.DeepClone())));
        foreach (var (field, value) in expected["fields"]!.AsObject())
            row[EventTypes.Find((string)row["event_type"]!)!.Fields.First(known => known.Name == field).Column] = value?.DeepClone();
        return row;
    }

    private static JsonObject Mapped(JsonObject expected)
    {
        var row = expected.DeepClone().AsObject();
        var quintile = expected["quintile"]?.AsObject();
        row.Remove("quintile");
        row["r_quintile"] = quintile?["r"]?.DeepClone();
        row["f_quintile"] = quintile?["f"]?.DeepClone();
        row["m_quintile"] = quintile?["m"]?.DeepClone();
        row["segment"] = quintile?["segment"]?.DeepClone();
        return row;
    }

    private static JsonObject Sorted(JsonNode node) => new(node.AsObject()
        .OrderBy(field => field.Key, StringComparer.Ordinal)
        .Select(field => KeyValuePair.Create(field.Key, field.Value is JsonObject inner ? Sorted(inner) : JsonNode.Parse(field.Value!.ToJsonString()))));
}
