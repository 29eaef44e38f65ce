namespace DataHound.Storage.ControlPlane.Model;

/// <summary>What is to be sent to one target, and how far that has come.</summary>
internal sealed class NotificationDeliveryRow
{
    public Guid NotificationId { get; init; }

    public Guid NoticeId { get; init; }

    public required string Scope { get; init; }

    public required string ChannelName { get; init; }

    public required string Channel { get; init; }

    public required string Target { get; init; }

    public required string PayloadJson { get; init; }

    public required string State { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset NextAttemptAt { get; init; }

    public Guid? Claim { get; init; }

    public DateTimeOffset? ClaimedUntil { get; init; }

    public string? ErrorCode { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }
}
