using System.Text.Json.Nodes;
using DataHound.Storage.ConfigPlane.Layers;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>Compares documents value by value; a list is one value, as the order of its items has a meaning.</summary>
internal static class ConfigDifference
{
    /// <summary>The differences, in the order of the first document, then what is new.</summary>
    public static IReadOnlyList<ConfigChange> Between(JsonObject before, JsonObject after) => [.. Between(before, after, "$")];

    private static IEnumerable<ConfigChange> Between(JsonObject before, JsonObject after, string path)
    {
        foreach (var (field, old) in before)
        {
            var here = path + ConfigPath.Step(field);
            if (!after.TryGetPropertyValue(field, out var now))
                yield return new ConfigChange(here, ConfigChangeKind.Removed, old?.DeepClone(), After: null);
            else if (old is JsonObject oldFields && now is JsonObject newFields)
            {
                foreach (var change in Between(oldFields, newFields, here))
                    yield return change;
            }
            else if (!JsonNode.DeepEquals(old, now))
                yield return new ConfigChange(here, ConfigChangeKind.Changed, old?.DeepClone(), now?.DeepClone());
        }

        foreach (var (field, now) in after.Where(field => !before.ContainsKey(field.Key)))
            yield return new ConfigChange(path + ConfigPath.Step(field), ConfigChangeKind.Added, Before: null, now?.DeepClone());
    }
}
