using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Shows the latest reconciliation.</summary>
/// <param name="checks">The checks.</param>
/// <param name="logger">The log.</param>
public sealed class GetReconciliation(IDataChecks checks, ILogger<GetReconciliation> logger)
{
    /// <summary><c>GET /api/v1/reconciliation</c>: 200 with status and one report a company, or 404 before the first.</summary>
    [Function(nameof(GetReconciliation))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/reconciliation")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var page = await checks.ListAsync(DataCheckKind.Reconciliation, limit: 1, cursor: null, cancellationToken);
        return page.Items is [var latest]
            ? ApiResponse.Json(DataCheckView.Of(latest))
            : throw new UserErrorException("reconciliation_unknown", "Nothing was reconciled yet.", "Wait for the time of ReconciliationSchedule, or start one with POST /api/v1/reconciliation.");
    });
}
