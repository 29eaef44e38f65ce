using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Starts a garbage collection or a verification over HTTP.</summary>
/// <param name="starter">Starts checks.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class StartDataCheck(DataCheckStarter starter, ICompanyConfigs configs, ILogger<StartDataCheck> logger)
{
    /// <summary><c>POST /api/v1/checks/{kind}</c> (<c>collections</c> or <c>verifications</c>) with <c>{ companies, dryRun, dataset, currentOnly }</c>: 202 with the check.</summary>
    [Function(nameof(StartDataCheck))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/checks/{kind}")] HttpRequest request,
        string kind,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var checkKind = DataCheckView.Parse(kind);
        var (body, _) = await request.ReadJsonAsync<DataCheckBody>(cancellationToken);
        var companies = body.Companies is { Count: > 0 } named ? named.Distinct(StringComparer.Ordinal).ToList() : (await configs.ListCompaniesAsync(cancellationToken)).Select(company => company.Slug).ToList();
        foreach (var company in companies)
            await configs.RequireAsync(company, cancellationToken);
        var check = await starter.StartAsync(
            checkKind,
            new DataCheckRequest { Companies = companies, DryRun = body.DryRun, Dataset = body.Dataset, CurrentOnly = body.CurrentOnly },
            request.Initiator(),
            client,
            cancellationToken);
        return ApiResponse.Json(DataCheckView.Of(check), 202);
    });
}
