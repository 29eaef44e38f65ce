using System.Globalization;
using System.Text.Json;

namespace LocalHost.Functions.Hosting;

/// <summary>An object in a settings file that knows where it is, so that what is wrong in it, and what nobody reads, can be named.</summary>
internal sealed class JsonSection
{
    private readonly JsonElement? _element;
    private readonly JsonFindings _findings;
    private readonly string _path;
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The whole file.</summary>
    public JsonSection(JsonElement root, JsonFindings findings)
        : this(root, findings, path: "")
    {
    }

    private JsonSection(JsonElement? element, JsonFindings findings, string path)
    {
        (_findings, _path) = (findings, path);
        if (element is null or { ValueKind: JsonValueKind.Object })
            _element = element;
        else
            findings.Problem(path, "must be an object");
    }

    public JsonSection Section(string name) => new(Find(name), _findings, PathOf(name));

    public string? Text(string name) => Read(name, "must be a text", value => value.ValueKind == JsonValueKind.String ? value.GetString() : null);

    public bool? Flag(string name) => ReadValue<bool>(
        name, "must be true or false", value => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : null);

    public int? Whole(string name, int least = 1) => ReadValue<int>(
        name,
        least == 1 ? "must be a whole number above zero" : string.Create(CultureInfo.InvariantCulture, $"must be a whole number of {least} or more"),
        value => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least ? number : null);

    public TimeSpan? Duration(string name) => ReadValue<TimeSpan>(
        name, "must be a time span such as \"00:00:01\"", value => value.ValueKind == JsonValueKind.String && ParseDuration(value.GetString()) is { } duration ? duration : null);

    /// <summary>A time span above zero; null when the text is none.</summary>
    public static TimeSpan? ParseDuration(string? text) =>
        TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan duration) && duration > TimeSpan.Zero ? duration : null;

    /// <summary>All members, each of which must be a text.</summary>
    public Dictionary<string, string> Texts()
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        foreach (JsonProperty property in Members())
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

    public void Problem(string name, string problem) => _findings.Problem(PathOf(name), problem);

    /// <summary>Warns of every member that was not read.</summary>
    /// <param name="idle">Settings of the real host that change nothing here, and need no warning.</param>
    /// <param name="missing">Settings of the real host that would change something, and that this host does not have.</param>
    public void WarnOfRest(IReadOnlyCollection<string> idle, IReadOnlyCollection<string>? missing = null)
    {
        foreach (JsonProperty property in Members().Where(property => !_read.Contains(property.Name) && !idle.Contains(property.Name, StringComparer.OrdinalIgnoreCase)))
        {
            bool isReal = missing?.Contains(property.Name, StringComparer.OrdinalIgnoreCase) == true;
            _findings.Warning(PathOf(property.Name), isReal ? "is not supported by this host and has no effect" : "is not a known setting and has no effect");
        }
    }

    private T? Read<T>(string name, string problem, Func<JsonElement, T?> read)
        where T : class
    {
        if (Find(name) is not { } value)
            return null;
        T? found = read(value);
        if (found is null)
            Problem(name, problem);
        return found;
    }

    private T? ReadValue<T>(string name, string problem, Func<JsonElement, T?> read)
        where T : struct
    {
        if (Find(name) is not { } value)
            return null;
        T? found = read(value);
        if (found is null)
            Problem(name, problem);
        return found;
    }

    private IEnumerable<JsonProperty> Members() => _element is { } element ? element.EnumerateObject() : [];

    private JsonElement? Find(string name)
    {
        _read.Add(name);
        foreach (JsonProperty property in Members())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
                return property.Value;
        }

        return null;
    }

    private string PathOf(string name) => _path.Length == 0 ? name : _path + "." + name;
}
