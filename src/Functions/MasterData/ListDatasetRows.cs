using System.Text.Json.Nodes;
using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane.Reading;

namespace DataHound.Functions.MasterData;

/// <summary>Shows rows of a dataset version.</summary>
/// <param name="lookup">Finds the version.</param>
/// <param name="reader">Reads rows.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListDatasetRows(DatasetLookup lookup, IDatasetReader reader, ICompanyConfigs configs, ILogger<ListDatasetRows> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/datasets/{name}/rows?version=|asOf=&amp;limit=&amp;cursor=</c>; without them the current version.</summary>
    [Function(nameof(ListDatasetRows))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/datasets/{name}/rows")] HttpRequest request,
        string company,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var version = await lookup.RequireReadableAsync(request, company, name, cancellationToken);
        var page = await reader.ReadAsync(version, request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<JsonObject>(page.Items, page.NextCursor));
    });
}
