using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Storage.ConfigPlane.Schemas;

/// <summary>JSON schemas (draft 2020-12) of config documents, with which editors complete and check them.</summary>
public sealed class ConfigSchemas
{
    private static readonly JsonSchemaExporterOptions Options = new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Describe };

    /// <summary>The schema of a kind.</summary>
    /// <param name="kind">One of <see cref="ConfigKinds"/>.</param>
    public static JsonObject Of(string kind)
    {
        var shape = (JsonObject)ConfigShape.Strict.GetJsonSchemaAsNode(ConfigShapes.Of(kind), Options);
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"DataHound config document of kind {kind}",
        };
        foreach (var (name, value) in shape)
            schema[name] = value?.DeepClone();
        schema["type"] = "object";
        var fields = new JsonObject
        {
            ["$schema"] = new JsonObject { ["type"] = "string" },
            ["kind"] = new JsonObject { ["const"] = kind },
            ["schema_version"] = new JsonObject { ["const"] = 1 },
        };
        if (kind is ConfigKinds.Events or ConfigKinds.Notifications)
            fields["company"] = new JsonObject { ["type"] = "string", ["description"] = "The company's slug." };
        foreach (var (name, value) in (JsonObject)schema["properties"]!)
            fields[name] = value?.DeepClone();
        schema["properties"] = fields;
        return schema;
    }

    private static JsonNode Describe(JsonSchemaExporterContext context, JsonNode node)
    {
        if (node is not JsonObject schema)
            return node;
        // A text may also be a reference to a secret.
        if (IsText(schema))
            schema = new JsonObject { ["anyOf"] = new JsonArray(schema, SecretReference()) };
        if (XmlSummaries.Of(context.PropertyInfo) is { } summary)
            schema["description"] = summary;
        if (context.TypeInfo.Kind is JsonTypeInfoKind.Object && !schema.ContainsKey("anyOf"))
            schema["additionalProperties"] = false;
        return schema;
    }

    private static bool IsText(JsonObject schema) => schema["type"] switch
    {
        JsonValue value => value.TryGetValue<string>(out var type) && type is "string",
        JsonArray types => types.Any(type => type?.GetValue<string>() is "string"),
        _ => false,
    };

    private static JsonObject SecretReference() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["secret"] = new JsonObject { ["type"] = "string" } },
        ["required"] = new JsonArray("secret"),
        ["additionalProperties"] = false,
    };
}
