namespace DataHound.Storage.ControlPlane.Model;

/// <summary>What a review gate is about and how it was decided.</summary>
internal sealed class ReviewGateDetailRow
{
    public Guid GateId { get; init; }

    public required string Status { get; init; }

    public string? Company { get; init; }

    public string? RunId { get; init; }

    public string? Stage { get; init; }

    public string? InstanceId { get; init; }

    public string? HeadSha { get; init; }

    public required string[] Required { get; init; }

    public required string ChecksJson { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    public string? DecidedBy { get; init; }

    public string? Reason { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    public DateTimeOffset? DeliveredAt { get; init; }
}
