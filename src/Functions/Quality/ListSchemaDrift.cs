using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane.Schemas;

namespace DataHound.Functions.Quality;

/// <summary>Lists how received files differed from their datasets' schemas, newest first.</summary>
/// <param name="log">The record.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListSchemaDrift(ISchemaDriftLog log, ICompanyConfigs configs, ILogger<ListSchemaDrift> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/schema-drift?dataset=&amp;run=&amp;limit=&amp;cursor=</c>.</summary>
    [Function(nameof(ListSchemaDrift))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/schema-drift")] HttpRequest request,
        string company,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var page = await log.ListAsync(company, request.Text("dataset"), request.Text("run"), request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<object>(
            [.. page.Items.Select(item => new
            {
                item.RunId, item.Dataset, item.Drift.SourceFile, item.Drift.Column, item.Drift.Kind, item.Drift.Action, item.Drift.Rows, item.RecordedAt,
            })],
            page.NextCursor));
    });
}
