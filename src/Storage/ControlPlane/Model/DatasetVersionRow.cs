namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A dataset version.</summary>
internal sealed class DatasetVersionRow
{
    public Guid Id { get; init; }

    public required string DatasetName { get; init; }

    public required string Company { get; init; }

    public required string VersionTag { get; init; }

    public required string SchemaVersion { get; init; }

    public required string FilePath { get; init; }

    public long? RowCount { get; init; }

    public string? Checksum { get; init; }

    public string? ProducedByRunId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
