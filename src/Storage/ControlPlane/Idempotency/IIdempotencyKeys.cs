namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>Keys that keep an outside effect from happening twice: claim, do, complete.</summary>
public interface IIdempotencyKeys
{
    /// <summary>Claims a key.</summary>
    Task<IdempotencyClaim> ClaimAsync(IdempotencyRequest request, CancellationToken cancellationToken);

    /// <summary>Stores the answer of the work.</summary>
    /// <returns>False when the claim was taken over meanwhile; the answer is not stored then.</returns>
    Task<bool> CompleteAsync(string scope, string key, Guid claim, string responseJson, CancellationToken cancellationToken);

    /// <summary>Gives a key back whose work was certainly not done.</summary>
    /// <returns>False when the claim was taken over meanwhile.</returns>
    Task<bool> ReleaseAsync(string scope, string key, Guid claim, CancellationToken cancellationToken);

    /// <summary>Notes that nobody knows whether the work of a claim was done; the claim counts as run out at once.</summary>
    Task LoseAsync(string scope, string key, Guid claim, CancellationToken cancellationToken);

    /// <summary>The stored answer, or null when there is none.</summary>
    Task<string?> FindAsync(string scope, string key, CancellationToken cancellationToken);

    /// <summary>Forgets keys whose lifetime is over.</summary>
    /// <returns>How many.</returns>
    Task<int> PruneAsync(CancellationToken cancellationToken);
}
