using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane;

namespace DataHound.Storage.DataPlane.Checks;

/// <summary>Checks on stored data: their register, and the work itself.</summary>
public interface IDataChecks
{
    /// <summary>Records a check; the audit log notes it for each of its companies. A request with the key of an earlier one gives that check.</summary>
    Task<DataCheck> StartAsync(DataCheckKind kind, DataCheckRequest request, Initiator by, CancellationToken cancellationToken);

    /// <summary>Does a recorded check for one company and stores what came of it. Again it does the same; what was stored before is replaced.</summary>
    Task WorkAsync(Guid id, string company, CancellationToken cancellationToken);

    /// <summary>Ends a check; the first end stays.</summary>
    Task FinishAsync(Guid id, UserError? error, CancellationToken cancellationToken);

    /// <summary>The check, or null.</summary>
    Task<DataCheck?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <summary>Checks that work and were recorded before an instant, oldest first.</summary>
    Task<IReadOnlyList<DataCheck>> ListWorkingAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Checks of a kind, newest first.</summary>
    Task<Page<DataCheck>> ListAsync(DataCheckKind kind, int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>What a check found, by company and in order.</summary>
    Task<Page<FoundItem>> ListFindingsAsync(Guid id, string? kind, int limit, string? cursor, CancellationToken cancellationToken);
}
