using System.Text.Json;

namespace DataHound.Cli.Api;

/// <summary>Reads which parts of the app are not ready yet.</summary>
internal static class HealthReport
{
    /// <summary>The names of the checks that do not answer, or null when the body does not say.</summary>
    public static string? Waiting(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (!document.RootElement.TryGetProperty("checks", out var checks) || checks.ValueKind is not JsonValueKind.Array) return null;
            var waiting = checks.EnumerateArray().Where(check => Text(check, "status") is not ("ready" or "ok" or "healthy")).Select(check => Text(check, "name")).ToList();
            return waiting.Count is 0 ? null : string.Join(", ", waiting);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonElement check, string name) =>
        check.ValueKind is JsonValueKind.Object && check.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
