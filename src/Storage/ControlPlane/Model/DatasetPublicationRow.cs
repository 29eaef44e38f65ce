namespace DataHound.Storage.ControlPlane.Model;

/// <summary>When a version of a dataset became the current one, and why.</summary>
internal sealed class DatasetPublicationRow
{
    public long Id { get; init; }

    public required string Company { get; init; }

    public required string DatasetName { get; init; }

    public Guid VersionId { get; init; }

    public DateTimeOffset PublishedAt { get; init; }

    public required string Kind { get; init; }

    public string? RunId { get; init; }

    public required string Actor { get; init; }

    public string? Reason { get; init; }
}
