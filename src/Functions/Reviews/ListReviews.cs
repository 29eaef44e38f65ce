using DataHound.Domain.Reviews;
using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Functions.Reviews;

/// <summary>Lists review gates.</summary>
/// <param name="gates">The register of review gates.</param>
/// <param name="logger">The log.</param>
public sealed class ListReviews(IReviewGates gates, ILogger<ListReviews> logger)
{
    /// <summary><c>GET /api/v1/reviews?status=&amp;company=&amp;runId=&amp;limit=&amp;cursor=</c>, newest first.</summary>
    [Function(nameof(ListReviews))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/reviews")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var page = await gates.ListAsync(
            new ReviewQuery { Status = request.OneOf<ReviewStatus>("status"), Company = request.Text("company"), RunId = request.Text("runId"), Limit = request.Limit(), Cursor = request.Text("cursor") },
            cancellationToken);
        return ApiResponse.Json(new ApiPage<ReviewGate>(page.Items, page.NextCursor));
    });
}
