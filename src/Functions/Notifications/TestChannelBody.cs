namespace DataHound.Functions.Notifications;

/// <summary>The body of a request to try a channel out.</summary>
public sealed record TestChannelBody
{
    /// <summary>The channel's name in the rules.</summary>
    public required string Channel { get; init; }

    /// <summary>The company whose channel it is; the house's own when absent.</summary>
    public string? Company { get; init; }
}
