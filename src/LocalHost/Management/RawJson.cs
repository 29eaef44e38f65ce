using System.Text.Json;

namespace LocalHost.Management;

/// <summary>A request's body as a value that a data converter writes out unchanged.</summary>
internal static class RawJson
{
    /// <summary>The body's JSON; null for an empty body.</summary>
    /// <exception cref="ArgumentException">The body is not JSON.</exception>
    public static async Task<JsonElement?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(body);
        var text = await reader.ReadToEndAsync(cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            throw new ArgumentException($"The request's body is not JSON: {exception.Message}", nameof(body), exception);
        }
    }
}
