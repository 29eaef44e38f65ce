namespace DataHound.Functions.Notifications;

/// <summary>The body of a request to silence an alert.</summary>
public sealed record SilenceAlertBody
{
    /// <summary>Until when, in ISO 8601 with an offset; at most a year from now.</summary>
    public required string Until { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }
}
