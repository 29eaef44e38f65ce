using System.Text.Json;
using System.Text.Json.Nodes;

namespace DataHound.Cli.Companies;

/// <summary>
/// Reads the config files of a company of one's own: company.json, extraction.json and events.json in one folder (or laid out as the
/// repository's config/). Fills in what follows from the place and the command line: kind, schema_version and the company's name.
/// All else is checked by the app, which takes the time zone from extraction.json when there is no company.json.
/// </summary>
internal static class ConfigFolder
{
    private static readonly (string Kind, string Folder)[] Kinds = [("company", "companies"), ("extraction", "extraction"), ("events", "events")];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The documents in the order they must be sent: the company first.</summary>
    public static IReadOnlyList<ConfigDocument> Read(string folder, string company)
    {
        var documents = Kinds.Select(kind => ReadKind(folder, company, kind.Kind, kind.Folder)).OfType<ConfigDocument>().ToList();
        if (documents.Count is 0)
        {
            throw new ExplainedException("config_missing", $"There is no config file in {folder}.", "Put extraction.json, events.json and company.json there; docs/running.md shows them.");
        }

        return documents;
    }

    private static ConfigDocument? ReadKind(string folder, string company, string kind, string kindFolder)
    {
        string[] places =
        [
            Path.Combine(folder, $"{kind}.json"),
            Path.Combine(folder, "config", $"{kind}.json"),
            Path.Combine(folder, kindFolder, $"{company}.json"),
            Path.Combine(folder, "config", kindFolder, $"{company}.json"),
        ];
        return places.FirstOrDefault(File.Exists) is { } file ? Complete(file, kind, company) : null;
    }

    private static ConfigDocument Complete(string file, string kind, string company)
    {
        var document = Parse(file);
        var notes = new List<string>();
        document.TryAdd("kind", kind);
        document.TryAdd("schema_version", 1);
        var nameField = kind is "company" ? "slug" : "company";
        if (document[nameField] is JsonValue value && value.TryGetValue<string>(out var named) && named != company)
        {
            document[nameField] = company;
            notes.Add($"{file} names {named}; it is loaded for {company}, as --company says.");
        }

        return new ConfigDocument { Kind = kind, File = file, Json = document.ToJsonString(), Notes = notes };
    }

    private static JsonObject Parse(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file), nodeOptions: null, Strict) as JsonObject ?? throw Wrong(file, "is not a JSON object");
        }
        catch (JsonException error)
        {
            throw Wrong(file, $"is not JSON, or has a field twice (line {error.LineNumber + 1})");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw Wrong(file, $"cannot be read: {error.Message}");
        }
    }

    private static ExplainedException Wrong(string file, string what) => new("config_invalid", $"{file} {what}.", "Correct the file, then run the same command again.");
}
