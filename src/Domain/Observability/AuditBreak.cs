namespace DataHound.Domain.Observability;

/// <summary>The first place at which a chain of the audit log does not hold.</summary>
/// <param name="Sequence">The place in the chain.</param>
/// <param name="Cause">What is wrong there, in one sentence.</param>
public sealed record AuditBreak(long Sequence, string Cause);
