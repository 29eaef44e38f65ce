using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;

namespace DataHound.Functions.MasterData;

/// <summary>Lists a company's datasets with their current versions, or those that were current at an instant.</summary>
/// <param name="catalog">The catalogue.</param>
/// <param name="history">Which version was current when.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListDatasets(IDatasetCatalog catalog, IDatasetHistory history, ICompanyConfigs configs, ILogger<ListDatasets> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/datasets?asOf=&amp;limit=&amp;cursor=</c>, by name.</summary>
    [Function(nameof(ListDatasets))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/datasets")] HttpRequest request,
        string company,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var current = ApiInstant.Parse(request.Text("asOf")) is { } instant
            ? await history.ListAtAsync(company, instant, cancellationToken)
            : await catalog.ListCurrentAsync(company, cancellationToken);
        var page = ApiPage.Of(current.Values.OrderBy(version => version.Dataset, StringComparer.Ordinal), version => version.Dataset, request.Limit(), request.Text("cursor"));
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(DatasetView.Of)], page.NextCursor));
    });
}
