using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Functions.Reviews;

/// <summary>Lets a gate pass or refuses it.</summary>
/// <param name="gates">The register of review gates.</param>
/// <param name="delivery">Tells orchestrations about decisions.</param>
/// <param name="logger">The log.</param>
public sealed class DecideReview(IReviewGates gates, ReviewDelivery delivery, ILogger<DecideReview> logger)
{
    private const int LongestReason = 1000;
    private const int LongestName = 200;

    /// <summary><c>POST /api/v1/reviews/{id}/approve</c> or <c>/reject</c> with <c>{"reason": "...", "by": "..."}</c>: 200, 404, or 409 when it was decided otherwise before.</summary>
    [Function(nameof(DecideReview))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/reviews/{id:guid}/{decision:regex(^(approve|reject)$)}")] HttpRequest request,
        Guid id,
        string decision,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var (body, _) = await request.ReadJsonAsync<DecideReviewBody>(cancellationToken);
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > LongestReason || body.By?.Length is 0 or > LongestName)
            throw new UserErrorException("decision_invalid", $"A decision needs a reason of at most {LongestReason} characters and a name of at most {LongestName}.", "Send a reason, and by whom where you are not signed in.");
        var gate = await gates.DecideAsync(id, decision is "approve", request.Initiator(body.Reason).Named(body.By), cancellationToken);
        await delivery.DeliverAsync(client, cancellationToken);
        return ApiResponse.Json(gate);
    });
}
