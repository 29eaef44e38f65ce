namespace DataHound.Storage.ControlPlane.Model;

/// <summary>What is known about a dataset version beside it.</summary>
internal sealed class DatasetVersionDetailRow
{
    public Guid VersionId { get; init; }

    public required string Company { get; init; }

    public required string DatasetName { get; init; }

    public int Sequence { get; init; }

    public required string Layer { get; init; }

    public required string Stage { get; init; }

    public DateTimeOffset AsOf { get; init; }

    public required string FilesJson { get; init; }

    public required Guid[] Parents { get; init; }

    public string? MergedByRunId { get; init; }
}
