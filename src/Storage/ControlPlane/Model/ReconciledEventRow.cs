namespace DataHound.Storage.ControlPlane.Model;

/// <summary>What a reconciliation found in order last: an event dataset's version, and the index as it agreed with it.</summary>
internal sealed class ReconciledEventRow
{
    public required string Company { get; init; }

    public required string EventType { get; init; }

    public Guid VersionId { get; init; }

    public required string IndexDigest { get; init; }

    public DateTimeOffset CheckedAt { get; init; }
}
