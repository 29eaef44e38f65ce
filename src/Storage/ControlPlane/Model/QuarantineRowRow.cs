namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A quarantined row that somebody touched; all others are open.</summary>
internal sealed class QuarantineRowRow
{
    public Guid VersionId { get; init; }

    public long RowNumber { get; init; }

    public required string Company { get; init; }

    public required string DatasetName { get; init; }

    public required string State { get; init; }

    public string? CellsJson { get; init; }

    public required string ChangedBy { get; init; }

    public required string Reason { get; init; }

    public Guid? BatchId { get; init; }

    public string? ReplayFile { get; init; }

    public long? ReplayRecord { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }
}
