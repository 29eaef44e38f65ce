using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Starts a garbage collection or a verification over HTTP.</summary>
/// <param name="starter">Starts checks.</param>
/// <param name="configs">The configuration.</param>
/// <param name="catalog">Published versions.</param>
/// <param name="logger">The log.</param>
public sealed class StartDataCheck(DataCheckStarter starter, ICompanyConfigs configs, IDatasetCatalog catalog, ILogger<StartDataCheck> logger)
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
        await RequireFittingAsync(checkKind, body, companies, cancellationToken);
        var check = await starter.StartAsync(
            checkKind,
            new DataCheckRequest { Companies = companies, DryRun = body.DryRun, Dataset = body.Dataset, CurrentOnly = body.CurrentOnly },
            request.Initiator(),
            client,
            cancellationToken);
        return ApiResponse.Json(DataCheckView.Of(check), 202);
    });

    /// <summary>A check does what its request says, or nothing: a collection of one dataset would collect all, and a verification of a dataset that is not there would find it in order.</summary>
    private async Task RequireFittingAsync(DataCheckKind kind, DataCheckBody body, IReadOnlyList<string> companies, CancellationToken cancellationToken)
    {
        if (body.DryRun && kind is not DataCheckKind.Collection)
            throw new UserErrorException("check_invalid", "Only a collection has a dry run; other checks remove nothing.", "Leave dryRun out, or POST to /api/v1/checks/collections.");
        if ((body.Dataset is not null || body.CurrentOnly) && kind is not DataCheckKind.Verification)
            throw new UserErrorException("check_invalid", "Only a verification can be of one dataset or of the current versions.", "Leave dataset and currentOnly out, or POST to /api/v1/checks/verifications.");
        if (body.Dataset is not { } dataset)
            return;
        foreach (var company in companies)
        {
            if ((await catalog.ListVersionsAsync(company, dataset, 1, null, cancellationToken)).Count > 0)
                return;
        }

        throw new UserErrorException("dataset_unknown", $"There is no dataset '{dataset}'.", "List the datasets with GET /api/v1/companies/{company}/datasets and use one of their names.");
    }
}
