namespace DataHound.Storage.ControlPlane.Model;

/// <summary>An entry of the audit log.</summary>
internal sealed class AuditLogRow
{
    public required string Company { get; init; }

    public long Sequence { get; init; }

    public long Position { get; init; }

    public DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string Action { get; init; }

    public required string Subject { get; init; }

    public string? BeforeRef { get; init; }

    public string? AfterRef { get; init; }

    public string? Reason { get; init; }

    public string? RequestId { get; init; }

    public required string PreviousHash { get; init; }

    public required string Hash { get; init; }
}
