using DataHound.Domain.Reviews;

namespace DataHound.Storage.ConfigPlane;

/// <summary>The active configuration that holds for all companies.</summary>
public interface IGlobalConfigs
{
    /// <summary>What holds for all companies; the defaults when no document says otherwise.</summary>
    Task<GlobalConfig> GetGlobalAsync(CancellationToken cancellationToken);

    /// <summary>Which pull requests have review gates; none when no document says so.</summary>
    Task<ReviewConfig> GetReviewsAsync(CancellationToken cancellationToken);
}
