using System.Text.Json;

namespace DataHound.Cli.Api;

/// <summary>The API's answer to a request it did not carry out (RFC 9457).</summary>
internal sealed record Problem
{
    public string? Title { get; init; }

    public string? Detail { get; init; }

    public string? Code { get; init; }

    public string? Cause { get; init; }

    public string? NextStep { get; init; }

    /// <summary>The run in the way, on a conflict.</summary>
    public string? ActiveRunId { get; init; }

    /// <summary>Reads the body; a body of another shape gives a problem that says so.</summary>
    public static async Task<Problem> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (JsonSerializer.Deserialize<Problem>(text, ApiClient.Json) is { } problem) return problem;
        }
        catch (JsonException)
        {
            // Falls through: a proxy's page or an empty body says no more than its status.
        }

        return new Problem { Code = $"http_{(int)response.StatusCode}", Cause = $"The app answered {(int)response.StatusCode} {response.ReasonPhrase}." };
    }

    public ExplainedException Explain(string doing) =>
        new(Code ?? "request_refused", $"{doing}: {Cause ?? Detail ?? Title ?? "refused without a reason."}", NextStep ?? "See the log of the app, then run the same command again.");
}
