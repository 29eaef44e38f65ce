using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace LocalHost.Management;

/// <summary>JSON as the management API writes it.</summary>
internal static class ManagementJson
{
    public static JsonSerializerOptions AsDeclared { get; } = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Stored data as embedded JSON; text that is not JSON as a string; nothing as null.</summary>
    public static JsonNode? Embed(string? stored)
    {
        if (stored is null)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(stored);
        }
        catch (JsonException)
        {
            return JsonValue.Create(stored);
        }
    }

    /// <summary>Whether a text is JSON.</summary>
    public static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
