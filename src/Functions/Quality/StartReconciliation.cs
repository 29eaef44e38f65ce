using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Starts a reconciliation of all companies over HTTP; <see cref="StartDataCheck"/> starts one of some.</summary>
/// <param name="starter">Starts checks.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class StartReconciliation(DataCheckStarter starter, ICompanyConfigs configs, ILogger<StartReconciliation> logger)
{
    /// <summary><c>POST /api/v1/reconciliation</c>: 202 with the check.</summary>
    [Function(nameof(StartReconciliation))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/reconciliation")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var companies = await configs.ListCompaniesAsync(cancellationToken);
        var check = await starter.StartAsync(
            DataCheckKind.Reconciliation, new DataCheckRequest { Companies = [.. companies.Select(company => company.Slug)] }, request.Initiator(), client, cancellationToken);
        return ApiResponse.Json(DataCheckView.Of(check), 202);
    });
}
