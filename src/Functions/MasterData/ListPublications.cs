using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;

namespace DataHound.Functions.MasterData;

/// <summary>Lists when each version of a dataset became the current one, newest first.</summary>
/// <param name="lookup">Finds the dataset.</param>
/// <param name="history">The history.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListPublications(DatasetLookup lookup, IDatasetHistory history, ICompanyConfigs configs, ILogger<ListPublications> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/datasets/{name}/publications?limit=&amp;cursor=</c>: runs and rollbacks, with who and why.</summary>
    [Function(nameof(ListPublications))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/datasets/{name}/publications")] HttpRequest request,
        string company,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        await lookup.RequireAsync(company, name, tag: null, cancellationToken);
        var page = await history.ListPublicationsAsync(company, name, request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<DatasetPublication>(page.Items, page.NextCursor));
    });
}
