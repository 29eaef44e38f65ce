using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Audit;

/// <summary>Who did what. Every act of Storage that an operator asks for appends to it in its own transaction; nothing is ever changed or removed.</summary>
public interface IAuditLog
{
    /// <summary>Appends an act that changes nothing in Storage and therefore has no transaction of its own.</summary>
    Task AppendAsync(AuditAct act, CancellationToken cancellationToken);

    /// <summary>Entries, newest first.</summary>
    Task<Page<AuditEntry>> ListAsync(AuditQuery query, CancellationToken cancellationToken);

    /// <summary>Walks the chains from their first entries, by company.</summary>
    /// <param name="company">Only this company's chain; null for all.</param>
    /// <param name="cancellationToken">Stops the walk.</param>
    Task<IReadOnlyList<AuditChainState>> VerifyAsync(string? company, CancellationToken cancellationToken);
}
