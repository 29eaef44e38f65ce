using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Secrets;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>Lays one document over another, property by property.</summary>
internal static class ConfigMerge
{
    /// <summary>A new document: objects are merged, everything else, references to secrets too, of the upper replaces the lower's.</summary>
    public static JsonObject Over(JsonObject lower, JsonObject upper)
    {
        var merged = (JsonObject)lower.DeepClone();
        foreach (var (name, value) in upper)
            merged[name] = value is JsonObject fields && SecretReferences.NameOf(fields) is null && merged[name] is JsonObject below ? Over(below, fields) : value?.DeepClone();
        return merged;
    }
}
