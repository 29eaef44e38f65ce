namespace DataHound.Storage.ConfigPlane;

/// <summary>The active configuration that holds for all companies.</summary>
public interface IGlobalConfigs
{
    /// <summary>What holds for all companies; the defaults when no document says otherwise.</summary>
    Task<GlobalConfig> GetGlobalAsync(CancellationToken cancellationToken);
}
