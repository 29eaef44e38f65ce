namespace DataHound.Storage.ControlPlane.Model;

/// <summary>A version that retention no longer keeps.</summary>
internal sealed class VersionRemovalRow
{
    public Guid VersionId { get; init; }

    public required string Company { get; init; }

    public DateTimeOffset MarkedAt { get; init; }

    public DateTimeOffset? RemovedAt { get; init; }
}
