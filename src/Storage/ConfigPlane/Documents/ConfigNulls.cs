using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>Finds null in place of an item of a list or of a named entry, which the reader of JSON lets through whatever the record says.</summary>
internal static class ConfigNulls
{
    /// <summary>The path of the first one, or null when there is none.</summary>
    /// <param name="node">What was read.</param>
    /// <param name="type">The record it was read into.</param>
    /// <param name="options">How it was read.</param>
    /// <param name="path">Where it lies.</param>
    public static string? Find(JsonNode? node, Type type, JsonSerializerOptions options, string path = "$")
    {
        var info = options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return (node, info.Kind) switch
        {
            (JsonArray items, JsonTypeInfoKind.Enumerable) => First(items.Select((item, index) => (item, $"{path}[{index}]")), info.ElementType!, options),
            (JsonObject entries, JsonTypeInfoKind.Dictionary) => First(entries.Select(entry => (entry.Value, $"{path}.{entry.Key}")), info.ElementType!, options),
            (JsonObject fields, JsonTypeInfoKind.Object) => Actual(info, fields, options).Properties
                .Where(property => fields[property.Name] is not null)
                .Select(property => Find(fields[property.Name], property.PropertyType, options, $"{path}.{property.Name}"))
                .FirstOrDefault(found => found is not null),
            _ => null,
        };
    }

    private static string? First(IEnumerable<(JsonNode? Node, string Path)> items, Type type, JsonSerializerOptions options) =>
        items.Select(item => item.Node is null ? item.Path : Find(item.Node, type, options, item.Path)).FirstOrDefault(found => found is not null);

    /// <summary>Of a family of records the one that the object names.</summary>
    private static JsonTypeInfo Actual(JsonTypeInfo info, JsonObject fields, JsonSerializerOptions options)
    {
        if (info.PolymorphismOptions is not { } family)
            return info;
        var named = fields[family.TypeDiscriminatorPropertyName]?.ToString();
        var derived = family.DerivedTypes.FirstOrDefault(one => string.Equals(one.TypeDiscriminator as string, named, StringComparison.Ordinal)).DerivedType;
        return derived is null ? info : options.GetTypeInfo(derived);
    }
}
