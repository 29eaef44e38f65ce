namespace DataHound.Storage.ControlPlane.Model;

/// <summary>One thing that a check found.</summary>
internal sealed class DataCheckFindingRow
{
    public Guid CheckId { get; init; }

    public required string Company { get; init; }

    public int Ordinal { get; init; }

    public required string Kind { get; init; }

    public required string Path { get; init; }

    public Guid? VersionId { get; init; }

    public required string DetailJson { get; init; }
}
