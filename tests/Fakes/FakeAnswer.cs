namespace Fakes;

/// <summary>What a fake endpoint answers.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The body.</param>
public sealed record FakeAnswer(int Status, string Body = "")
{
    public string? RetryAfter { get; init; }

    public string? Location { get; init; }

    /// <summary>Whether the connection is reset once the request has been taken, in place of an answer.</summary>
    public bool Reset { get; init; }

    /// <summary>What to wait for before answering.</summary>
    public Task? Wait { get; init; }
}
