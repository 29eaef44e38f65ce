using System.Text.Json;
using System.Text.Json.Serialization;

namespace DataHound.Functions.Http;

/// <summary>The answers of the HTTP API: camelCase JSON, and problem details (RFC 9457) for errors.</summary>
internal static class ApiResponse
{
    public static JsonSerializerOptions JsonOptions { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>A value as JSON.</summary>
    public static IActionResult Json(object value, int status = 200) => new ContentResult
    {
        StatusCode = status,
        ContentType = "application/json; charset=utf-8",
        Content = JsonSerializer.Serialize(value, value.GetType(), JsonOptions),
    };

    /// <summary>An error as problem details. <paramref name="more"/> adds members such as the run that is in the way.</summary>
    public static IActionResult Problem(int status, UserError error, IReadOnlyDictionary<string, object>? more = null)
    {
        var problem = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["type"] = $"urn:datahound:error:{error.Code}",
            ["title"] = error.Cause,
            ["status"] = status,
            ["code"] = error.Code,
            ["cause"] = error.Cause,
            ["nextStep"] = error.NextStep,
        };
        foreach (var (name, value) in more ?? new Dictionary<string, object>(StringComparer.Ordinal))
            problem[name] = value;
        return new ContentResult
        {
            StatusCode = status,
            ContentType = "application/problem+json; charset=utf-8",
            Content = JsonSerializer.Serialize(problem, JsonOptions),
        };
    }
}
