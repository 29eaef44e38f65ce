namespace DataHound.Storage.ControlPlane.Upkeep;

/// <summary>Keeps the control plane's tables fit: forgets idempotency keys and what was told long ago, makes the partitions of coming months, detaches old ones.</summary>
public interface IControlPlaneUpkeep
{
    /// <summary>Does what is due; again it does nothing.</summary>
    Task<UpkeepReport> TendAsync(CancellationToken cancellationToken);
}
