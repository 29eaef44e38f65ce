using System.Globalization;
using System.Text;
using System.Text.Json;

namespace DataHound.Functions.Http;

/// <summary>Reads the parts of a request, with errors that say what to send instead.</summary>
internal static class ApiRequest
{
    private const int DefaultLimit = 100;
    private const int MaximumLimit = 1000;
    private const int MaximumBodyCharacters = 1 << 20;

    /// <summary>How many items a page holds: <c>limit</c>, 1 to 1,000, by default 100.</summary>
    public static int Limit(this HttpRequest request) => request.Number("limit", 1, MaximumLimit, DefaultLimit);

    /// <summary>A query parameter that is a whole number between two, or what stands for it when it is absent or blank.</summary>
    public static int Number(this HttpRequest request, string name, int least, int most, int otherwise)
    {
        if (request.Text(name) is not { } text)
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new UserErrorException($"{name}_invalid", $"The query parameter {name} is not a whole number from {least} to {most}.", $"Send another number, or none for {otherwise}.");
    }

    /// <summary>A query parameter, or null when it is absent or blank.</summary>
    public static string? Text(this HttpRequest request, string name) =>
        request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    /// <summary>A query parameter that is an ISO 8601 instant with an offset, or null when it is absent or blank.</summary>
    public static DateTimeOffset? Instant(this HttpRequest request, string name) => ApiInstant.Parse(request.Text(name), name);

    /// <summary>A query parameter that is one of an enumeration's names, whatever their case, or null when it is absent or blank.</summary>
    public static T? OneOf<T>(this HttpRequest request, string name)
        where T : struct, Enum
    {
        if (request.Text(name) is not { } text)
            return null;
        foreach (var value in Enum.GetValues<T>())
        {
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        var names = string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName));
        throw new UserErrorException($"{name}_invalid", $"The query parameter {name} has an unknown value.", $"Send one of {names}, or none for all.");
    }

    /// <summary>The JSON body, strictly typed.</summary>
    public static async Task<(T Value, string Text)> ReadJsonAsync<T>(this HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        var text = await request.ReadTextAsync(MaximumBodyCharacters, cancellationToken);
        try
        {
            JsonText.Check(text);
            return (JsonSerializer.Deserialize<T>(text, StrictOptions) ?? throw new JsonException("The body is null."), text);
        }
        catch (JsonException exception)
        {
            throw new UserErrorException(new UserError("body_not_json", $"The body is not the JSON that is expected here{At(exception)}.", "See docs/api.md for the shape, correct the body and send it again."), exception);
        }
    }

    /// <summary>The body as text, refused when it is longer than the limit.</summary>
    public static async Task<string> ReadTextAsync(this HttpRequest request, int maximumCharacters, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        var text = new StringBuilder();
        var buffer = new char[1 << 14];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (text.Append(buffer, 0, read).Length > maximumCharacters)
                throw new UserErrorException("body_too_large", $"The body is longer than {maximumCharacters} characters.", "Send a shorter body.");
        }

        return text.ToString();
    }

    /// <summary>The body as bytes, refused when it is longer than the limit.</summary>
    public static async Task<byte[]> ReadBytesAsync(this HttpRequest request, int maximumBytes, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > maximumBytes)
                throw new UserErrorException("body_too_large", $"The body is longer than {maximumBytes} bytes.", "Send a shorter body.");
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static JsonSerializerOptions StrictOptions { get; } = new(ApiResponse.JsonOptions)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
    };

    private static string At(JsonException exception) => exception switch
    {
        { Path: { Length: > 1 } path } => $" (at {path})",
        { LineNumber: { } line } => $" (line {line + 1})",
        _ => string.Empty,
    };
}
