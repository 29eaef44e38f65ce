namespace DataHound.Storage.ControlPlane.Model;

/// <summary>The end of a chain of the audit log.</summary>
internal sealed class AuditHeadRow
{
    public required string Company { get; init; }

    public long Sequence { get; init; }

    public required string Hash { get; init; }
}
