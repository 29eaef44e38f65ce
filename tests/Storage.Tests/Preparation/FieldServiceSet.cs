using System.IO.Compression;
using System.Text.Json.Nodes;
using DataHound.Domain.Preparation;
using System.Text.Json;

namespace Storage.Tests.Preparation;

/// <summary>A set of deliveries with what must come of them.</summary>
public sealed class FieldServiceSet(string folder, string extractionFile)
{
    public const string Company = "barton-creek";

    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The set of that name; skips the test where it does not exist.</summary>
    public static FieldServiceSet Open(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var sample = Path.Combine(folder.FullName, "samples", Company);
            if (name == "sample" && Directory.Exists(Path.Combine(sample, "expected")))
                return new FieldServiceSet(sample, Path.Combine(folder.FullName, "config", "extraction", $"{Company}.json"));
            var shared = Path.Combine(folder.FullName, "shared", "data", "fieldservice", name);
            if (name != "sample" && Directory.Exists(shared))
                return new FieldServiceSet(shared, Path.Combine(shared, "config", "extraction.json"));
        }

        Assert.Skip($"The data set '{name}' is not on this machine.");
        throw new InvalidOperationException();
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

    public IEnumerable<JsonObject> Expected(string path)
    {
        var plain = Path.Combine(folder, "expected", $"{path}.jsonl");
        using Stream bytes = File.Exists(plain) ? File.OpenRead(plain) : new GZipStream(File.OpenRead($"{plain}.gz"), CompressionMode.Decompress);
        using var lines = new StreamReader(bytes);
        while (lines.ReadLine() is { } line)
            yield return JsonNode.Parse(line)!.AsObject();
    }
}
