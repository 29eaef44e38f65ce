using DataHound.Domain.Companies;

namespace DataHound.Storage.ConfigPlane;

/// <summary>Asks which features are on.</summary>
public interface IFeatures
{
    /// <summary>Whether a feature is on now.</summary>
    /// <param name="feature">One of <see cref="FeatureNames"/>.</param>
    /// <param name="company">For which company; null for the house as a whole.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    Task<bool> IsOnAsync(string feature, string? company, CancellationToken cancellationToken);
}
