using DataHound.Storage.ConfigPlane;

namespace DataHound.Functions.Companies;

/// <summary>Refuses what is switched off.</summary>
internal static class FeatureGate
{
    /// <summary>Goes on only when the feature is on for the company.</summary>
    /// <exception cref="UserErrorException"><c>feature_off</c>.</exception>
    public static async Task RequireAsync(this IFeatures features, string feature, string company, CancellationToken cancellationToken)
    {
        if (!await features.IsOnAsync(feature, company, cancellationToken))
            throw new UserErrorException("feature_off", $"The feature '{feature}' is switched off for this company.", "Switch it on in the config document of kind features.");
    }
}
