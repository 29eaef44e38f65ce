using DataHound.Storage.ControlPlane.Leases;

namespace Storage.Tests.DataPlane.Retention;

/// <summary>Leases that are never given back, as by a process that was killed.</summary>
internal sealed class KeptLeases(ILeases inner) : ILeases
{
    public Task<Lease?> AcquireAsync(string name, string holder, TimeSpan duration, CancellationToken cancellationToken) => inner.AcquireAsync(name, holder, duration, cancellationToken);

    public Task<bool> IsHeldAsync(Lease lease, CancellationToken cancellationToken) => inner.IsHeldAsync(lease, cancellationToken);

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => Task.CompletedTask;
}
