namespace DataHound.Storage.ControlPlane.Model;

/// <summary>An alert on a subject.</summary>
internal sealed class AlertRow
{
    public required string Subject { get; init; }

    public required string Kind { get; init; }

    public required string Severity { get; init; }

    public string? Company { get; init; }

    public required string State { get; init; }

    public int Occurrences { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public DateTimeOffset LastSeenAt { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public DateTimeOffset? SilencedUntil { get; init; }

    public string? SilencedBy { get; init; }

    public string? SilenceReason { get; init; }
}
