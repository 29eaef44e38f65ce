using DataHound.Storage.ConfigPlane;

namespace DataHound.Functions.Companies;

/// <summary>Lists the companies.</summary>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListCompanies(ICompanyConfigs configs, ILogger<ListCompanies> logger)
{
    /// <summary><c>GET /api/v1/companies?limit=&amp;cursor=</c>, by slug; the cursor is the last slug of the page before.</summary>
    [Function(nameof(ListCompanies))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var companies = await configs.ListCompaniesAsync(cancellationToken);
        return ApiResponse.Json(ApiPage.Of(companies, company => company.Slug, request.Limit(), request.Text("cursor")));
    });
}
