namespace DataHound.Storage.ControlPlane.Leases;

/// <summary>Leases with fencing tokens.</summary>
public interface ILeases
{
    /// <summary>Takes a lease that nobody holds, or renews one's own with its token.</summary>
    /// <returns>The lease, or null while somebody else holds it.</returns>
    Task<Lease?> AcquireAsync(string name, string holder, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Whether the lease still holds, so that its holder may write.</summary>
    Task<bool> IsHeldAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Gives a lease back; no error when it was lost.</summary>
    Task ReleaseAsync(Lease lease, CancellationToken cancellationToken);
}
