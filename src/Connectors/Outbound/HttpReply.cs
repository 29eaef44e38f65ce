namespace DataHound.Connectors.Outbound;

/// <summary>What an HTTP endpoint answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The beginning of the body, at most 8 KiB; it may hold anything and is never stored.</param>
/// <param name="RetryAfter">How long the endpoint asks to wait.</param>
internal sealed record HttpReply(int Status, string Body, TimeSpan? RetryAfter)
{
    /// <summary>Whether the status says success.</summary>
    public bool Succeeded => Status is >= 200 and <= 299;

    /// <summary>The status as an error code.</summary>
    public string Code => FormattableString.Invariant($"http_{Status}");

    /// <summary>What the status means to whoever sends webhooks: only 2xx is success, 410 is for ever, and 429 and the gateways' own statuses ask for less.</summary>
    public SendResult ToResult() => Status switch
    {
        >= 200 and <= 299 => SendResult.Sent(),
        410 => SendResult.Not(SendOutcome.Gone, Code),
        429 or 502 or 503 or 504 => SendResult.Not(SendOutcome.Throttled, Code, RetryAfter),
        _ => SendResult.Not(SendOutcome.Failed, Code, RetryAfter),
    };
}
