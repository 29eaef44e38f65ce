using DataHound.Storage.ControlPlane.Backfills;

namespace DataHound.Functions.Pipelines;

/// <summary>Lists the partitions of a backfill in their order.</summary>
/// <param name="backfills">The register of backfills.</param>
/// <param name="logger">The log.</param>
public sealed class ListBackfillPartitions(IBackfills backfills, ILogger<ListBackfillPartitions> logger)
{
    /// <summary><c>GET /api/v1/backfills/{backfillId}/partitions?status=&amp;limit=&amp;cursor=</c>: by day, then by company.</summary>
    [Function(nameof(ListBackfillPartitions))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/backfills/{backfillId}/partitions")] HttpRequest request,
        string backfillId,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var backfill = await backfills.RequireAsync(backfillId, cancellationToken);
        var page = await backfills.ListPartitionsAsync(backfill.Id, request.OneOf<BackfillPartitionStatus>("status"), request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<BackfillPartition>(page.Items, page.NextCursor));
    });
}
