using DataHound.Domain.Pipelines;
using DataHound.Functions.Companies;
using DataHound.Functions.MasterData;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane.Reading;

namespace DataHound.Functions.Profiles;

/// <summary>Shows a customer's profile.</summary>
/// <param name="lookup">Finds the version.</param>
/// <param name="reader">Reads rows.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class GetProfile(DatasetLookup lookup, IDatasetReader reader, ICompanyConfigs configs, ILogger<GetProfile> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/profiles/{customerId}?version=|asOf=</c>: 200, or 404.</summary>
    [Function(nameof(GetProfile))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/profiles/{customerId}")] HttpRequest request,
        string company,
        string customerId,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var profiles = await lookup.RequireReadableAsync(request, company, DatasetNames.Profiles, cancellationToken);
        var profile = await reader.FindAsync(profiles, "customer_id", customerId, cancellationToken)
            ?? throw new UserErrorException("profile_unknown", "There is no profile of that customer.", "List profiles with GET /api/v1/companies/{company}/datasets/profiles/rows.");
        return ApiResponse.Json(profile);
    });
}
