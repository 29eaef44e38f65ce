using System.Text.Json;
using System.Text.Json.Nodes;
using DataHound.EndToEnd.App;

namespace DataHound.EndToEnd.FieldService;

/// <summary>A set of deliveries with what must come out of them.</summary>
public sealed record Deliveries(string Folder)
{
    public const string Company = "barton-creek";

    public static Deliveries Sample { get; } = new(Checkout.Path("samples/barton-creek"));

    public IReadOnlyList<(string Name, string AsOf)> Days =>
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "deliveries.json")))!.AsArray().Select(day => (day!["folder"]!.GetValue<string>(), day["as_of"]!.GetValue<string>()))];

    /// <summary>The expected rows of a file such as <c>profiles</c>, whether gzipped or not.</summary>
    public IReadOnlyList<JsonObject> Expected(string day, string file) => [.. JsonLines.Read(Path.Combine(Folder, "expected", day, file))];

    public JsonObject Summary(string day) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "expected", day, "summary.json")))!.AsObject();

    /// <summary>Uploads and runs one delivery, and waits for the end.</summary>
    public async Task<JsonObject> RunAsync(ApiDriver api, string day)
    {
        await api.UploadAsync(Company, Path.Combine(Folder, day), day);
        return await api.WaitAsync(await api.StartRunAsync(Company, Days.Single(delivery => delivery.Name == day).AsOf, $"{Company}:{day}"));
    }

    public static string Text(JsonNode? node) => node is null ? "null" : node.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
