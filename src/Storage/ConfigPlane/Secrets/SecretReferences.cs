using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Checks;

namespace DataHound.Storage.ConfigPlane.Secrets;

/// <summary>Puts values where a document says <c>{"secret": "name"}</c>.</summary>
internal static class SecretReferences
{
    private const string Mark = "secret";

    /// <summary>A copy of the document's body with the values in place.</summary>
    /// <param name="body">The body with references; it stays as it is.</param>
    /// <param name="secrets">Where the values come from.</param>
    /// <param name="problems">Gets a problem for each secret that is not there.</param>
    public static JsonObject Resolve(JsonObject body, ISecrets secrets, ICollection<ConfigProblem> problems) =>
        (JsonObject)Resolve(body, "$", secrets, problems)!;

    private static JsonNode? Resolve(JsonNode? node, string path, ISecrets secrets, ICollection<ConfigProblem> problems)
    {
        switch (node)
        {
            case JsonObject reference when reference.Count == 1 && reference[Mark] is JsonValue value && value.TryGetValue<string>(out var name):
                if (secrets.Find(name) is { } secret)
                    return JsonValue.Create(secret);
                problems.Add(new ConfigProblem(path, $"names the secret '{name}', which is not there; set the environment variable {EnvironmentSecrets.VariableOf(name)}"));
                return JsonValue.Create("");
            case JsonObject fields:
                return new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Resolve(field.Value, $"{path}.{field.Key}", secrets, problems))));
            case JsonArray items:
                return new JsonArray([.. items.Select((item, index) => Resolve(item, $"{path}[{index}]", secrets, problems))]);
            default:
                return node?.DeepClone();
        }
    }
}
