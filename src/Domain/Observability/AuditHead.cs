namespace DataHound.Domain.Observability;

/// <summary>Where a chain of the audit log ends. Kept outside of the database, it proves later that nothing before it was changed.</summary>
/// <param name="Sequence">The last entry's place; 0 for an empty chain.</param>
/// <param name="Hash">The last entry's hash; <see cref="AuditChain.Genesis"/> for an empty chain.</param>
public sealed record AuditHead(long Sequence, string Hash)
{
    /// <summary>The end of a chain that has no entries.</summary>
    public static AuditHead Empty { get; } = new(0, AuditChain.Genesis);
}
