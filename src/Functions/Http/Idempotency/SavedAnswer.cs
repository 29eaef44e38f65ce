using System.Text.Json;

namespace DataHound.Functions.Http.Idempotency;

/// <summary>An answer as it is saved and replayed.</summary>
internal sealed record SavedAnswer
{
    private static readonly string[] KeptHeaders = ["Location", "ETag"];

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>The body; null for none.</summary>
    public string? Body { get; init; }

    /// <summary>The body's content type.</summary>
    public string? ContentType { get; init; }

    /// <summary>The headers that are part of the answer.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The answer a function gave; null when it is of a kind that cannot be replayed.</summary>
    public static SavedAnswer? Of(object? result, HttpResponse response)
    {
        var headers = KeptHeaders.Where(response.Headers.ContainsKey).ToDictionary(name => name, name => response.Headers[name].ToString(), StringComparer.Ordinal);
        return result switch
        {
            ContentResult content => new SavedAnswer { Status = content.StatusCode ?? StatusCodes.Status200OK, Body = content.Content, ContentType = content.ContentType, Headers = headers },
            StatusCodeResult status => new SavedAnswer { Status = status.StatusCode, Headers = headers },
            _ => null,
        };
    }

    public string ToJson() => JsonSerializer.Serialize(this);

    public static SavedAnswer FromJson(string json) => JsonSerializer.Deserialize<SavedAnswer>(json) ?? throw new JsonException("A saved answer is null.");

    /// <summary>The answer once more.</summary>
    public IActionResult Replay(HttpResponse response)
    {
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        return Body is null && ContentType is null ? new StatusCodeResult(Status) : new ContentResult { StatusCode = Status, Content = Body, ContentType = ContentType };
    }
}
