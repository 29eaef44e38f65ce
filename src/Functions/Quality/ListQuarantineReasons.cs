using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Says why rows are quarantined.</summary>
/// <param name="quarantine">The quarantine.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListQuarantineReasons(IQuarantine quarantine, ICompanyConfigs configs, ILogger<ListQuarantineReasons> logger)
{
    private const int DefaultSamples = 3;
    private const int MostSamples = 20;

    /// <summary><c>GET /api/v1/companies/{company}/quarantine/reasons?dataset=&amp;samples=&amp;limit=&amp;cursor=</c>: open rows per dataset, rule and column, with samples.</summary>
    [Function(nameof(ListQuarantineReasons))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/quarantine/reasons")] HttpRequest request,
        string company,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var page = await quarantine.ListReasonsAsync(company, request.Text("dataset"), request.Number("samples", 0, MostSamples, DefaultSamples), request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<QuarantineReason>(page.Items, page.NextCursor));
    });
}
