namespace DataHound.Domain.Observability;

/// <summary>An act as the audit log keeps it: a link of its company's chain.</summary>
public sealed record AuditEntry
{
    /// <summary>Its place in the chain, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was done, in UTC, to the microsecond.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>What was done.</summary>
    public required AuditAct Act { get; init; }

    /// <summary>The hash of the entry before; <see cref="AuditChain.Genesis"/> for the first.</summary>
    public required string PreviousHash { get; init; }

    /// <summary>The hash of this entry, as <see cref="AuditChain.HashOf"/> computes it.</summary>
    public required string Hash { get; init; }
}
