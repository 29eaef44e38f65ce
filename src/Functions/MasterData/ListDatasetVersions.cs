using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;

namespace DataHound.Functions.MasterData;

/// <summary>Lists the versions of a dataset, newest first.</summary>
/// <param name="catalog">The catalogue.</param>
/// <param name="lookup">Finds the dataset.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListDatasetVersions(IDatasetCatalog catalog, DatasetLookup lookup, ICompanyConfigs configs, ILogger<ListDatasetVersions> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/datasets/{name}/versions?limit=&amp;cursor=</c>; the cursor is the last tag of the page before.</summary>
    [Function(nameof(ListDatasetVersions))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/datasets/{name}/versions")] HttpRequest request,
        string company,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        await lookup.RequireAsync(company, name, tag: null, cancellationToken);
        var limit = request.Limit();
        var versions = await catalog.ListVersionsAsync(company, name, limit + 1, request.Text("cursor"), cancellationToken);
        var next = versions.Count > limit ? versions[limit - 1].VersionTag : null;
        return ApiResponse.Json(new ApiPage<object>([.. versions.Take(limit).Select(DatasetView.Of)], next));
    });
}
