using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using DataHound.Storage.ConfigPlane.Checks;

namespace DataHound.Storage.ConfigPlane.Documents;

/// <summary>Reads the fields of a document into a record: every field must be known, every required one must be there.</summary>
internal static partial class ConfigShape
{
    /// <summary>How documents are read and described.</summary>
    public static JsonSerializerOptions Strict { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        NumberHandling = JsonNumberHandling.Strict,
        TypeInfoResolver = new System.Text.Json.Serialization.Metadata.DefaultJsonTypeInfoResolver(),
        AllowOutOfOrderMetadataProperties = true,
    };

    /// <summary>The record, or null with the problem added.</summary>
    public static T? Read<T>(JsonObject body, ICollection<ConfigProblem> problems)
        where T : class => (T?)Read(typeof(T), body, problems);

    /// <summary>The record, or null with the problem added.</summary>
    public static object? Read(Type type, JsonObject body, ICollection<ConfigProblem> problems)
    {
        try
        {
            var read = body.Deserialize(type, Strict);
            if (ConfigNulls.Find(body, type, Strict) is not { } path)
                return read;
            problems.Add(new ConfigProblem(path, "is null, where a value belongs"));
            return null;
        }
        catch (JsonException exception)
        {
            problems.Add(new ConfigProblem(exception.Path ?? "$", What(exception.Message)));
            return null;
        }
    }

    private static string What(string message)
    {
        if (message.Contains("could not be mapped", StringComparison.Ordinal))
            return "is not a known field";
        var missing = message.IndexOf("missing required", StringComparison.Ordinal);
        return missing >= 0
            ? $"lacks the field {string.Join(", ", Quoted().Matches(message[missing..]).Select(match => match.Groups["name"].Value))}"
            : "has a value of the wrong type";
    }

    [GeneratedRegex("'(?<name>[^']+)'", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Quoted();
}
