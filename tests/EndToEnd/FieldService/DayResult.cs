using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.FieldService;

/// <summary>What the API tells after a delivery was run.</summary>
public sealed record DayResult(JsonObject Run, IReadOnlyList<JsonObject> Events, IReadOnlyList<JsonObject> Profiles, IReadOnlyDictionary<string, IReadOnlyList<JsonObject>> Lists)
{
    private const string ListPrefix = "list_";

    public static async Task<DayResult> ReadAsync(ApiDriver api, JsonObject run)
    {
        var company = $"/api/v1/companies/{Deliveries.Company}";
        var datasets = await api.ListAsync($"{company}/datasets");
        var lists = new Dictionary<string, IReadOnlyList<JsonObject>>(StringComparer.Ordinal);
        foreach (var name in datasets.Select(dataset => dataset["name"]!.GetValue<string>()).Where(name => name.StartsWith(ListPrefix, StringComparison.Ordinal) && !name.EndsWith("_changes", StringComparison.Ordinal)))
            lists[name[ListPrefix.Length..]] = await api.ListAsync($"{company}/datasets/{name}/rows");
        return new DayResult(
            run,
            await api.ListAsync($"{company}/events"),
            datasets.Any(dataset => dataset["name"]!.GetValue<string>() == "profiles") ? await api.ListAsync($"{company}/datasets/profiles/rows") : [],
            lists);
    }

    public JsonObject Stage(string name) =>
        Run["companies"]!.AsArray().Single()!["stages"]!.AsArray().Select(stage => stage!.AsObject()).Single(stage => stage["stage"]!.GetValue<string>() == name);

    public JsonObject? Unit(string stage, string unit) =>
        Stage(stage)["units"]?.AsArray().Select(candidate => candidate!.AsObject()).SingleOrDefault(candidate => candidate["unit"]!.GetValue<string>() == unit);
}
