namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A replay of quarantined rows.</summary>
internal sealed class QuarantineBatchRow
{
    public Guid Id { get; init; }

    public required string Company { get; init; }

    public required string Status { get; init; }

    public required string RequestJson { get; init; }

    public required string RequestedBy { get; init; }

    public required string Reason { get; init; }

    public long Rows { get; init; }

    public long LeftOpen { get; init; }

    public string? RunId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
