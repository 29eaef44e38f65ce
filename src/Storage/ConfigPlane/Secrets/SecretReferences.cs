using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DataHound.Storage.ConfigPlane.Checks;

namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Puts values where a document says <c>{"secret": "name"}</c>, and finds secrets that stand in a document themselves.</summary>
internal static partial class SecretReferences
{
    private const string Mark = "secret";

    /// <summary>Whether a text can name a secret: it must be a file name and, but for underscores, a name in a key vault.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    /// <summary>The name a node refers to, or null when it is no reference.</summary>
    public static string? NameOf(JsonNode? node) =>
        node is JsonObject { Count: 1 } reference && reference[Mark] is JsonValue value && value.TryGetValue<string>(out var name) ? name : null;

    /// <summary>The names of all secrets that a document refers to.</summary>
    public static IEnumerable<string> Names(JsonNode? node) => NameOf(node) is { } name
        ? [name]
        : node switch
        {
            JsonObject fields => fields.SelectMany(field => Names(field.Value)),
            JsonArray items => items.SelectMany(Names),
            _ => [],
        };

    /// <summary>A copy of the document's body with the values in place.</summary>
    /// <param name="body">The body with references; it stays as it is.</param>
    /// <param name="secrets">The values.</param>
    /// <param name="problems">Gets a problem for each secret that is not there.</param>
    public static JsonObject Resolve(JsonObject body, SecretValues secrets, ICollection<ConfigProblem> problems) =>
        Fields(body, "$", secrets, problems);

    /// <summary>Fields that by their name hold a secret and have it in plain text.</summary>
    public static IEnumerable<ConfigProblem> PlainSecrets(JsonNode? node) => PlainSecrets(node, "$");

    private static IEnumerable<ConfigProblem> PlainSecrets(JsonNode? node, string path) => node switch
    {
        _ when NameOf(node) is not null => [],
        JsonObject fields => fields.SelectMany(field => SecretField().IsMatch(field.Key) && field.Value is JsonValue
            ? [new ConfigProblem($"{path}.{field.Key}", "holds a secret in plain text; write {\"secret\": \"name\"} and keep the value outside")]
            : PlainSecrets(field.Value, $"{path}.{field.Key}")),
        JsonArray items => items.SelectMany((item, index) => PlainSecrets(item, $"{path}[{index}]")),
        _ => [],
    };

    private static JsonNode? Resolve(JsonNode? node, string path, SecretValues secrets, ICollection<ConfigProblem> problems)
    {
        if (NameOf(node) is { } name)
        {
            if (secrets.Find(name) is { } secret)
                return JsonValue.Create(secret);
            problems.Add(new ConfigProblem(path, $"names the secret '{name}', {secrets.Problem(name)}"));
            return JsonValue.Create("");
        }

        return node switch
        {
            JsonObject fields => Fields(fields, path, secrets, problems),
            JsonArray items => new JsonArray([.. items.Select((item, index) => Resolve(item, $"{path}[{index}]", secrets, problems))]),
            _ => node?.DeepClone(),
        };
    }

    private static JsonObject Fields(JsonObject fields, string path, SecretValues secrets, ICollection<ConfigProblem> problems) =>
        new(fields.Select(field => KeyValuePair.Create(field.Key, Resolve(field.Value, $"{path}.{field.Key}", secrets, problems))));

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]{0,126}$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("(^|_)(password|passphrase|secret|token|api_key|access_key|private_key|client_secret|signing_key)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SecretField();
}
