namespace DataHound.Connectors;

/// <summary>What came of an attempt to send.</summary>
public sealed record SendResult
{
    /// <summary>How it ended.</summary>
    public required SendOutcome Outcome { get; init; }

    /// <summary>Why it was not sent, as a word in snake_case without personal data or secrets; null when it was.</summary>
    public string? Code { get; init; }

    /// <summary>The other end's id of the message, if it gave one.</summary>
    public string? ProviderMessageId { get; init; }

    /// <summary>How long the other end asks to wait; null when it does not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>It was taken.</summary>
    public static SendResult Sent(string? providerMessageId = null) => new() { Outcome = SendOutcome.Sent, ProviderMessageId = providerMessageId };

    /// <summary>It was not taken.</summary>
    public static SendResult Not(SendOutcome outcome, string code, TimeSpan? retryAfter = null) => new() { Outcome = outcome, Code = code, RetryAfter = retryAfter };
}
