namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A notification.</summary>
internal sealed class NotificationRow
{
    public Guid Id { get; init; }

    public required string TaskId { get; init; }

    public required string Channel { get; init; }

    public required string Target { get; init; }

    public required string MessageType { get; init; }

    public required string PayloadJson { get; init; }

    public DateTimeOffset SentAt { get; init; }

    public required string Status { get; init; }

    public string? ProviderMessageId { get; init; }
}
