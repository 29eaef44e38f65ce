using DataHound.Storage.ControlPlane.Backfills;

namespace DataHound.Functions.Pipelines;

/// <summary>Lists backfills, newest first.</summary>
/// <param name="backfills">The register of backfills.</param>
/// <param name="logger">The log.</param>
public sealed class ListBackfills(IBackfills backfills, ILogger<ListBackfills> logger)
{
    /// <summary><c>GET /api/v1/backfills?limit=&amp;cursor=</c>, without progress.</summary>
    [Function(nameof(ListBackfills))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/backfills")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var page = await backfills.ListAsync(request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(backfill => BackfillView.Of(backfill))], page.NextCursor));
    });
}
