using System.Text.Json.Nodes;

namespace DataHound.Storage.ConfigPlane.Layers;

/// <summary>What one layer says about a document.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Origin">Which document or variables.</param>
/// <param name="Body">The fields it sets.</param>
internal sealed record LayerPart(ConfigLayer Layer, string Origin, JsonObject Body)
{
    /// <summary>What this layer has at a path, or null; a value above the path counts.</summary>
    public JsonNode? Find(IReadOnlyList<string> path)
    {
        JsonNode? node = Body;
        foreach (var field in path)
        {
            if (node is not JsonObject fields || Secrets.SecretReferences.NameOf(node) is not null)
                return node;
            if (!fields.TryGetPropertyValue(field, out node))
                return null;
        }

        return node;
    }
}
