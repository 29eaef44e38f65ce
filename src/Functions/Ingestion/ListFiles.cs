using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Ingestion;

namespace DataHound.Functions.Ingestion;

/// <summary>Lists a company's received files with what ingest found them to be.</summary>
/// <param name="files">The register of received files.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListFiles(IReceivedFiles files, ICompanyConfigs configs, ILogger<ListFiles> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/files?limit=&amp;cursor=</c>, by delivery and name.</summary>
    [Function(nameof(ListFiles))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/files")] HttpRequest request,
        string company,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var page = await files.ListAsync(company, request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(ReceivedFileView.Of)], page.NextCursor));
    });
}
