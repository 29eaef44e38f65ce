namespace DataHound.Storage.ControlPlane.Upkeep;

/// <summary>Keeps the control plane's tables fit: prunes idempotency keys, makes the partitions of coming months, detaches old ones.</summary>
public interface IControlPlaneUpkeep
{
    /// <summary>Does what is due; again it does nothing.</summary>
    Task<UpkeepReport> TendAsync(CancellationToken cancellationToken);
}
