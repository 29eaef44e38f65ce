using DataHound.Storage.ControlPlane.Backfills;

namespace DataHound.Functions.Pipelines;

/// <summary>Shows a backfill with its progress.</summary>
/// <param name="backfills">The register of backfills.</param>
/// <param name="logger">The log.</param>
public sealed class GetBackfill(IBackfills backfills, ILogger<GetBackfill> logger)
{
    /// <summary><c>GET /api/v1/backfills/{backfillId}</c>: 200 with the partitions per state, or 404.</summary>
    [Function(nameof(GetBackfill))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/backfills/{backfillId}")] HttpRequest request,
        string backfillId,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var backfill = await backfills.RequireAsync(backfillId, cancellationToken);
        return ApiResponse.Json(BackfillView.Of(backfill, await backfills.CountAsync(backfill.Id, cancellationToken)));
    });
}
