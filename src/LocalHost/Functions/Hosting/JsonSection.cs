using System.Text.Json;

namespace LocalHost.Functions.Hosting;

/// <summary>An object in a settings file that knows where it is, so that what is wrong in it can be named.</summary>
/// <param name="element">The object; anything else counts as absent and is a problem.</param>
/// <param name="path">File and path.</param>
/// <param name="problems">Receives what is wrong.</param>
internal sealed class JsonSection(JsonElement? element, string path, ICollection<string> problems)
{
    public JsonElement? Element { get; } = Check(element, path, problems);

    public JsonSection Section(string name) => new(Find(name), path + " " + name, problems);

    public string? Text(string name)
    {
        if (Find(name) is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        Problem(name, "must be a text");
        return null;
    }

    /// <summary>All members, each of which must be a text.</summary>
    public Dictionary<string, string> Texts()
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        if (Element is not { } section)
            return texts;
        foreach (JsonProperty property in section.EnumerateObject())
        {
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.String:
                    texts[property.Name] = property.Value.GetString()!;
                    break;
                case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    texts[property.Name] = property.Value.GetRawText();
                    break;
                case JsonValueKind.Null:
                    break;
                default:
                    Problem(property.Name, "must be a text, a number or a boolean");
                    break;
            }
        }

        return texts;
    }

    public void Problem(string name, string problem) => problems.Add($"{path} {name} {problem}.");

    private JsonElement? Find(string name) => Element is { } section && section.TryGetProperty(name, out JsonElement value) ? value : null;

    private static JsonElement? Check(JsonElement? element, string path, ICollection<string> problems)
    {
        if (element is null or { ValueKind: JsonValueKind.Object })
            return element;
        problems.Add($"{path} must be an object.");
        return null;
    }
}
