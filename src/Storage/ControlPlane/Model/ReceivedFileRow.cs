namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A received file.</summary>
internal sealed class ReceivedFileRow
{
    public Guid Id { get; init; }

    public long Sequence { get; init; }

    public required string Company { get; init; }

    public required string Delivery { get; init; }

    public required string Name { get; init; }

    public required string ObjectPath { get; init; }

    public required string Sha256 { get; init; }

    public long Bytes { get; init; }

    public required string Source { get; init; }

    public DateTimeOffset ReceivedAt { get; init; }

    public string? Status { get; init; }

    public string? DatasetName { get; init; }

    public string? SameAs { get; init; }

    public string? Reason { get; init; }

    public string? FoundByRunId { get; init; }

    public string? PreparedByRunId { get; init; }
}
