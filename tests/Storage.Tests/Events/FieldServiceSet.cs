using System.Text.Json;
using System.Text.Json.Nodes;
using DataHound.Domain.Events;
using TestSupport;

namespace Storage.Tests.Events;

/// <summary>A set of field-service data: what must come out after each of its three deliveries.</summary>
public sealed class FieldServiceSet
{
    public const int Days = 3;

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private readonly string _folder;
    private readonly string _config;

    private FieldServiceSet(string folder, string config)
    {
        _folder = folder;
        _config = config;
    }

    /// <summary>The set of that name: <c>sample</c> lies in the repository, <c>dev</c> beside it on some machines only.</summary>
    public static FieldServiceSet Open(string name)
    {
        if (string.Equals(name, "sample", StringComparison.Ordinal))
            return new FieldServiceSet(Checkout.Path("samples", "barton-creek"), Checkout.Path("config", "events", "barton-creek.json"));
        var folder = Checkout.FindAbove("shared/data/fieldservice/dev");
        Assert.SkipWhen(folder is null, "The dev set is not on this machine: no folder above holds shared/data/fieldservice/dev.");
        return new FieldServiceSet(folder!, Path.Combine(folder!, "config", "events.json"));
    }

    public EventConfig Config() => JsonSerializer.Deserialize<EventConfig>(File.ReadAllText(_config), SnakeCase)!;

    public DateTimeOffset AsOf(int day) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "deliveries.json")))!.AsArray().First(delivery => (int)delivery!["day"]! == day)!["as_of"]!.GetValue<DateTimeOffset>();

    public JsonObject Summary(int day) => JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "expected", $"day{day}", "summary.json")))!.AsObject();

    public IEnumerable<JsonObject> Expected(int day, string table) => JsonLines.Read(Path.Combine(_folder, "expected", $"day{day}", table));
}
