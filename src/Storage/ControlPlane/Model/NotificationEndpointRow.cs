namespace DataHound.Storage.ControlPlane.Model;

/// <summary>What is known about a channel's other end.</summary>
internal sealed class NotificationEndpointRow
{
    public required string Scope { get; init; }

    public required string ChannelName { get; init; }

    public DateTimeOffset? DisabledAt { get; init; }

    public string? DisabledCode { get; init; }

    public DateTimeOffset? ThrottledUntil { get; init; }

    public int Failures { get; init; }

    public DateTimeOffset? LastSentAt { get; init; }

    public string? LastErrorCode { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
