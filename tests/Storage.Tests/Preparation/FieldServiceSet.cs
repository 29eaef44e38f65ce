using System.Text.Json;
using System.Text.Json.Nodes;
using DataHound.Domain.Preparation;
using TestSupport;

namespace Storage.Tests.Preparation;

/// <summary>A set of deliveries with what must come of them.</summary>
public sealed class FieldServiceSet(string folder, string extractionFile)
{
    public const string Company = "barton-creek";

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The set of that name; skips the test where it does not exist.</summary>
    public static FieldServiceSet Open(string name)
    {
        if (string.Equals(name, "sample", StringComparison.Ordinal))
            return new FieldServiceSet(Checkout.Path("samples", Company), Checkout.Path("config", "extraction", $"{Company}.json"));
        var shared = Checkout.FindAbove($"shared/data/fieldservice/{name}");
        Assert.SkipWhen(shared is null, $"The data set '{name}' is not on this machine.");
        return new FieldServiceSet(shared!, Path.Combine(shared!, "config", "extraction.json"));
    }

    public IReadOnlyList<(string Folder, DateTimeOffset AsOf)> Deliveries { get; } =
        [.. JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "deliveries.json")))!.AsArray().Select(delivery => ((string)delivery!["folder"]!, DateTimeOffset.Parse((string)delivery["as_of"]!)))];

    public ExtractionConfig Extraction
    {
        get
        {
            var json = JsonNode.Parse(File.ReadAllText(extractionFile))!.AsObject();
            return json.Deserialize<ExtractionConfig>(SnakeCase)!;
        }
    }

    public IEnumerable<string> FilesOf(string delivery) => Directory.EnumerateFiles(Path.Combine(folder, delivery)).Order(StringComparer.Ordinal);

    public IEnumerable<JsonObject> Expected(string path) => JsonLines.Read(Path.Combine(folder, "expected", path));
}
