using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Checks;
using DataHound.Storage.ControlPlane.Sql;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>Finds out what a piece of JSON is.</summary>
internal static class ConfigDraftReader
{
    private const int KnownSchemaVersion = 1;
    private const string Kind = "kind";
    private const string SchemaVersion = "schema_version";
    private const string Company = "company";
    private const string EditorSchema = "$schema";
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Reads a document.</summary>
    /// <param name="title">How messages call it.</param>
    /// <param name="content">Its JSON.</param>
    /// <param name="kind">Its kind when the content does not say it; null when it must.</param>
    /// <param name="company">The company it must be for, or null.</param>
    public static ConfigDraft Read(string title, string content, string? kind, string? company)
    {
        var document = Parse(title, content);
        document.Remove(EditorSchema);
        var foundKind = Text(document, Kind) ?? (document.ContainsKey(Kind) ? "" : kind) ?? "";
        if (!ConfigKinds.All.Contains(foundKind, StringComparer.Ordinal))
            throw ConfigErrors.Invalid(title, "$.kind", $"must be one of {string.Join(", ", ConfigKinds.All)}");
        if (kind is not null && foundKind != kind)
            throw ConfigErrors.Invalid(title, "$.kind", $"must be {kind}");
        if (document[SchemaVersion] is { } version && (version is not JsonValue number || !number.TryGetValue<int>(out var given) || given != KnownSchemaVersion))
            throw ConfigErrors.Invalid(title, "$.schema_version", $"must be {KnownSchemaVersion}, the only version that is known");

        var body = (JsonObject)document.DeepClone();
        body.Remove(Kind);
        body.Remove(SchemaVersion);
        var name = NameOf(title, foundKind, body, company);
        var whole = new JsonObject { [Kind] = foundKind, [SchemaVersion] = KnownSchemaVersion };
        foreach (var (field, value) in body)
            whole[field] = value?.DeepClone();
        if (foundKind is ConfigKinds.Events or ConfigKinds.Notifications)
            body.Remove(Company);
        return new ConfigDraft { Title = title, Kind = foundKind, Name = name, SchemaVersion = KnownSchemaVersion, Body = body, Content = whole.ToJsonString(ControlJson.Readable) };
    }

    private static JsonObject Parse(string title, string content)
    {
        try
        {
            return HasStorableTexts(content)
                ? JsonNode.Parse(content, nodeOptions: null, Strict) as JsonObject ?? throw ConfigErrors.Invalid(title, "$", "is not a JSON object")
                : throw ConfigErrors.Invalid(title, "$", "has a NUL character, or half of a character, in a text");
        }
        catch (JsonException exception)
        {
            var place = exception.LineNumber is { } line ? $" (line {line + 1})" : "";
            throw ConfigErrors.Invalid(title, "$", $"is not JSON, or has a field twice{place}");
        }
    }

    /// <summary>JSON may spell out what is no text: a surrogate without its other half. The NUL character is text, but no column holds it.</summary>
    private static bool HasStorableTexts(string content)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(content));
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
                    return false;
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static string NameOf(string title, string kind, JsonObject body, string? company) => kind switch
    {
        _ when ConfigKinds.HasOneDocument(kind) => ConfigKinds.OnlyName,
        ConfigKinds.Pipeline => Text(body, "name") ?? throw ConfigErrors.Invalid(title, "$.name", "is missing"),
        ConfigKinds.Company => CompanyName(title, body, "slug", company),
        _ => CompanyName(title, body, Company, company),
    };

    /// <summary>The company that the document names; one for which it is loaded is filled in where it names none.</summary>
    private static string CompanyName(string title, JsonObject body, string field, string? company)
    {
        if (company is not null && !body.ContainsKey(field))
            body.Insert(0, field, company);
        var named = Text(body, field) ?? throw ConfigErrors.Invalid(title, $"$.{field}", "is missing");
        if (!ConfigWords.IsCompany(named))
            throw ConfigErrors.Invalid(title, $"$.{field}", ConfigWords.SlugRule);
        return company is null || named == company ? named : throw ConfigErrors.Invalid(title, $"$.{field}", $"names another company than '{company}', for which it is loaded");
    }

    private static string? Text(JsonObject fields, string name) => fields[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
