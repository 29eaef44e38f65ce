using System.Text.Json;
using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Documents;
using DataHound.Storage.ConfigPlane.Secrets;

namespace DataHound.Storage.ConfigPlane.Layers;

/// <summary>
/// Values from environment variables: <c>DATAHOUND_CONFIG__EVENTS__BARTON_CREEK__CANCELED_JOBS__MONTHS=6</c> is <c>canceled_jobs.months</c> of the
/// document <c>barton-creek</c> of kind <c>events</c>; kinds with one document have no name in it. A value that is JSON is taken as JSON, others as text.
/// </summary>
internal sealed class EnvironmentLayer
{
    private const string Prefix = "DATAHOUND_CONFIG__";
    private const string Separator = "__";
    private readonly List<(string Variable, string[] Parts, JsonNode? Value)> _variables;

    /// <summary>Takes the variables of configuration out of all variables.</summary>
    public EnvironmentLayer(IEnumerable<KeyValuePair<string, string?>> variables) => _variables =
    [
        .. variables
            .Where(variable => variable.Key.StartsWith(Prefix, StringComparison.Ordinal))
            .OrderBy(variable => variable.Key, StringComparer.Ordinal)
            .Select(variable => (variable.Key, variable.Key[Prefix.Length..].Split(Separator), Parse(variable.Value ?? ""))),
    ];

    /// <summary>The variables of this process.</summary>
    public static EnvironmentLayer OfProcess() => new(Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
        .Select(entry => KeyValuePair.Create((string)entry.Key, (string?)entry.Value)));

    /// <summary>Variables that name no kind of document, or a kind but no field of it.</summary>
    public IEnumerable<string> Unknown() => _variables
        .Where(variable => !ConfigKinds.All.Any(kind => Word(kind) == variable.Parts[0] && variable.Parts.Length > Start(kind)))
        .Select(variable => variable.Variable);

    /// <summary>Secrets that variables refer to.</summary>
    public IEnumerable<string> SecretNames() => _variables.SelectMany(variable => SecretReferences.Names(variable.Value));

    /// <summary>What the environment says about a document, or null.</summary>
    public LayerPart? Find(string kind, string name)
    {
        var found = _variables.Where(variable => IsOf(variable.Parts, kind, name)).ToList();
        if (found.Count == 0)
            return null;
        var body = new JsonObject();
        foreach (var (_, parts, value) in found)
            body = ConfigMerge.Over(body, Nested(parts.AsSpan(Start(kind)), value));
        return new LayerPart(ConfigLayer.Environment, found.Count == 1 ? found[0].Variable : string.Join(Separator, found[0].Parts[..Start(kind)].Prepend(Prefix[..^Separator.Length])) + Separator + "*", body);
    }

    private static bool IsOf(string[] parts, string kind, string name) =>
        parts.Length > Start(kind) && parts[0] == Word(kind) && (ConfigKinds.HasOneDocument(kind) || parts[1] == Word(name));

    private static int Start(string kind) => ConfigKinds.HasOneDocument(kind) ? 1 : 2;

    private static string Word(string name) => name.Replace('-', '_').ToUpperInvariant();

    private static JsonObject Nested(ReadOnlySpan<string> fields, JsonNode? value)
    {
        var node = value?.DeepClone();
        for (var index = fields.Length - 1; index >= 0; index--)
            node = new JsonObject { [fields[index].ToLowerInvariant()] = node };
        return (JsonObject)node!;
    }

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
