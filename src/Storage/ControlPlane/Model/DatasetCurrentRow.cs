namespace DataHound.Storage.ControlPlane.Model;

/// <summary>The current version of a dataset.</summary>
internal sealed class DatasetCurrentRow
{
    public required string Company { get; init; }

    public required string DatasetName { get; init; }

    public Guid VersionId { get; init; }
}
