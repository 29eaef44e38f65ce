using System.Text.Json.Nodes;
using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Reading;

namespace DataHound.Functions.MasterData;

/// <summary>Shows rows of a dataset version.</summary>
/// <param name="catalog">The catalogue.</param>
/// <param name="reader">Reads rows.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListDatasetRows(IDatasetCatalog catalog, IDatasetReader reader, ICompanyConfigs configs, ILogger<ListDatasetRows> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/datasets/{name}/rows?version=&amp;limit=&amp;cursor=</c>; without a version the current one.</summary>
    [Function(nameof(ListDatasetRows))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/datasets/{name}/rows")] HttpRequest request,
        string company,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var version = await catalog.RequireAsync(company, name, request.Text("version"), cancellationToken);
        var page = await reader.ReadAsync(version, request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<JsonObject>(page.Items, page.NextCursor));
    });
}
