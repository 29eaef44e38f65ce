using DataHound.Functions.MasterData;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Quality.Parity;

namespace DataHound.Functions.Quality;

/// <summary>Compares two versions of a dataset.</summary>
/// <param name="lookup">Finds the versions.</param>
/// <param name="parity">Compares them.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class GetParity(DatasetLookup lookup, IDatasetParity parity, ICompanyConfigs configs, ILogger<GetParity> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/datasets/{name}/parity?from=&amp;to=&amp;key=&amp;samples=</c>: 200 with the comparison, whether they are equal or not.</summary>
    [Function(nameof(GetParity))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/datasets/{name}/parity")] HttpRequest request,
        string company,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var input = await ParityInput.ReadAsync(request, company, name, lookup, configs, cancellationToken);
        var report = await parity.CompareAsync(input.From, input.To, input.Request, cancellationToken);
        return ApiResponse.Json(new { Dataset = name, From = input.From.VersionTag, To = input.To.VersionTag, Report = report });
    });
}
