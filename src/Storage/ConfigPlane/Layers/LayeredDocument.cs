using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Documents;

namespace DataHound.Storage.ConfigPlane.Layers;

/// <summary>A document as its layers make it.</summary>
/// <param name="Title">How messages call it.</param>
/// <param name="Parts">What the layers say, the lowest first.</param>
internal sealed record LayeredDocument(string Title, IReadOnlyList<LayerPart> Parts)
{
    /// <summary>The fields in force.</summary>
    public JsonObject Body => Parts.Aggregate(new JsonObject(), (lower, part) => ConfigMerge.Over(lower, part.Body));

    /// <summary>Lays what the environment says under a document that was edited in the database, and over one from a file.</summary>
    /// <param name="draft">The document, or null.</param>
    /// <param name="environment">What the environment says, or null.</param>
    /// <returns>Null when neither is there.</returns>
    public static LayeredDocument? Of(ConfigDraft? draft, LayerPart? environment)
    {
        LayerPart? document = draft is null ? null : new LayerPart(draft.Layer, draft.Title, draft.Body);
        LayerPart?[] parts = document?.Layer is ConfigLayer.Database ? [environment, document] : [document, environment];
        var present = parts.OfType<LayerPart>().ToList();
        return present.Count == 0 ? null : new LayeredDocument(draft?.Title ?? present[0].Origin, present);
    }

    /// <summary>This document laid over another of the same shape.</summary>
    public LayeredDocument Over(LayeredDocument? lower) => lower is null ? this : this with { Parts = [.. lower.Parts, .. Parts] };

    /// <summary>Says of each value where it comes from.</summary>
    /// <param name="complete">The whole document in force, with what no layer says.</param>
    public IEnumerable<ConfigValue> Explain(JsonObject complete) => Leaves(complete, []).Select(leaf =>
    {
        var part = Parts.LastOrDefault(part => part.Find(leaf.Path) is not null);
        return new ConfigValue
        {
            Path = ConfigPath.Of(leaf.Path),
            Value = (part?.Find(leaf.Path) ?? leaf.Value)?.DeepClone(),
            Layer = part?.Layer ?? ConfigLayer.Default,
            Origin = part?.Origin ?? "built in",
        };
    });

    private static IEnumerable<(IReadOnlyList<string> Path, JsonNode? Value)> Leaves(JsonNode? node, IReadOnlyList<string> path) =>
        node is JsonObject { Count: > 0 } fields
            ? fields.SelectMany(field => Leaves(field.Value, [.. path, field.Key]))
            : [(path, node)];
}
