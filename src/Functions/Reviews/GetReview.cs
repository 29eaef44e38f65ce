using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Functions.Reviews;

/// <summary>Shows a review gate.</summary>
/// <param name="gates">The register of review gates.</param>
/// <param name="logger">The log.</param>
public sealed class GetReview(IReviewGates gates, ILogger<GetReview> logger)
{
    /// <summary><c>GET /api/v1/reviews/{id}</c>: what it guards, what its checks said, who decided and why; or 404.</summary>
    [Function(nameof(GetReview))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/reviews/{id:guid}")] HttpRequest request,
        Guid id,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            ApiResponse.Json(await gates.FindAsync(id, cancellationToken) ?? throw new UserErrorException("review_unknown", $"There is no review gate '{id:D}'.", "List the gates with GET /api/v1/reviews.")));
}
