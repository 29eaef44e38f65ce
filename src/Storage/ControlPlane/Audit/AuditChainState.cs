using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Audit;

/// <summary>How the check of one chain of the audit log ended.</summary>
/// <param name="Company">The company; null for the chain of what concerns no single one.</param>
/// <param name="Head">Where the chain stands after the entries that hold.</param>
/// <param name="Break">The first broken link; null when the chain holds.</param>
public sealed record AuditChainState(string? Company, AuditHead Head, AuditBreak? Break);
