using System.Text.Json.Nodes;

namespace DataHound.EndToEnd.FieldService;

/// <summary>Compares what the API tells with the expected results of a set of deliveries.</summary>
internal static class WholeRunChecks
{
    public static void EveryRunSucceeded(WholeRun whole)
    {
        foreach (var (day, result) in whole.Days)
            result.Run["status"]!.GetValue<string>().ShouldBe("success", $"{day}: {Deliveries.Text(result.Run["errors"])}");
    }

    public static void EventCountsAreEqual(WholeRun whole)
    {
        foreach (var (day, result) in whole.Days)
        {
            var summary = whole.Deliveries.Summary(day)["events"]!;
            foreach (var type in WholeRun.EventTypes)
            {
                var details = result.Unit("detect", type)!["details"]!;
                foreach (var count in (string[])["active", "new", "reactivated"])
                    details[count]!.GetValue<long>().ShouldBe(summary[type]![count]!.GetValue<long>(), $"{day} {type} {count}");
                Counts(details["gone"]).ShouldBe(Counts(summary[type]!["gone"]), ignoreOrder: true, $"{day} {type} gone");
                Counts(details["severity"]).ShouldBe(Counts(summary[type]!["severity"]), ignoreOrder: true, $"{day} {type} severity");
            }
        }
    }

    public static void TheEventIndexIsEqual(WholeRun whole)
    {
        foreach (var (day, result) in whole.Days)
        {
            foreach (var type in WholeRun.EventTypes)
            {
                var expected = whole.Deliveries.Expected(day, $"events_{type}").Where(row => Text(row["status"]) == "active")
                    .Select(row => $"{Text(row["event_id"])} {Text(row["entity_type"])} {Text(row["entity_id"])} {Text(row["severity"])}");
                var found = result.Events.Where(row => Text(row["eventType"]) == type && Text(row["status"]) == "active")
                    .Select(row => $"{Text(row["eventId"])} {Text(row["entityType"])} {Text(row["entityId"])} {Text(row["severity"])}");
                found.ShouldBe(expected, ignoreOrder: true, $"{day} {type}");
            }
        }
    }

    public static void StoppedEventsHaveTheirReason(WholeRun whole)
    {
        foreach (var (day, result) in whole.Days)
        {
            var index = result.Events.ToDictionary(row => Text(row["eventId"])!, StringComparer.Ordinal);
            foreach (var row in WholeRun.EventTypes.SelectMany(type => whole.Deliveries.Expected(day, $"events_{type}")).Where(row => Text(row["status"]) != "active"))
            {
                var found = index[Text(row["event_id"])!];
                $"{Text(found["status"])}:{Text(found["reason"])}".ShouldBe($"{Text(row["status"])}:{Text(row["reason"])}", $"{day} {Text(row["entity_id"])}");
            }
        }
    }

    public static void ProfilesAreEqual(WholeRun whole)
    {
        foreach (var (day, result) in whole.Days)
        {
            static string Line(JsonObject row) => $"{Text(row["profile_id"])} {Text(row["customer_id"])} {row["rfm_total"]} {Text(row["tier"])} {row["marketable"]} {row["jobs"]} {row["calls"]}";
            result.Profiles.Select(Line).ShouldBe(whole.Deliveries.Expected(day, "profiles").Select(Line), ignoreOrder: true, day);
        }
    }

    public static void ListsAreEqual(WholeRun whole)
    {
        foreach (var (day, result) in whole.Days)
        {
            foreach (var list in whole.Deliveries.Expected(day, "lists"))
            {
                static string Line(JsonNode? row) => $"{Text(row!["entity_id"])} {Text(row["event_id"])} {Text(row["customer_id"])} {Text(row["severity"])} {Text(row["name"])} {Text(row["phone"])} {Text(row["tier"])}";
                var name = Text(list["list"])!;
                result.Lists[name].Select(Line).ShouldBe(list["rows"]!.AsArray().Select(Line), ignoreOrder: true, $"{day} {name}");
            }
        }
    }

    public static void RowCountsAreEqual(WholeRun whole)
    {
        foreach (var (day, result) in whole.Days)
        {
            foreach (var dataset in whole.Deliveries.Expected(day, "datasets").Where(row => row["rows_in"]!.GetValue<long>() > 0))
            {
                var name = Text(dataset["dataset"])!;
                var prepared = result.Unit("prepare", name).ShouldNotBeNull($"{day} {name}");
                prepared["in"]!.GetValue<long>().ShouldBe(dataset["rows_in"]!.GetValue<long>(), $"{day} {name} in");
                prepared["good"]!.GetValue<long>().ShouldBe(dataset["good"]!.GetValue<long>(), $"{day} {name} good");
                Counts(prepared["quarantined"]).ShouldBe(Counts(dataset["quarantined"]), ignoreOrder: true, $"{day} {name} quarantined");
                Counts(prepared["discarded"]).ShouldBe(Counts(dataset["discarded"]), ignoreOrder: true, $"{day} {name} discarded");
                var merged = result.Unit("upsert", name)!["details"]!;
                foreach (var (count, value) in dataset["upsert"]!.AsObject())
                    merged[count]!.GetValue<long>().ShouldBe(value!.GetValue<long>(), $"{day} {name} {count}");
            }
        }
    }

    private static IEnumerable<string> Counts(JsonNode? counts) =>
        counts?.AsObject().Where(count => count.Value!.GetValue<long>() != 0).Select(count => $"{count.Key}={count.Value}") ?? [];

    private static string? Text(JsonNode? node) => node?.ToString();
}
