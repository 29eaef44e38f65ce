using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Functions.Reviews;

/// <summary>Takes what a check of a stage's gate says.</summary>
/// <param name="gates">The register of review gates.</param>
/// <param name="delivery">Tells orchestrations about decisions.</param>
/// <param name="logger">The log.</param>
public sealed class ReportReviewCheck(IReviewGates gates, ReviewDelivery delivery, ILogger<ReportReviewCheck> logger)
{
    /// <summary><c>PUT /api/v1/reviews/{id}/checks/{check}</c> with <c>{"passed": true}</c>: 200; when it was the last one the gate opens.</summary>
    [Function(nameof(ReportReviewCheck))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/reviews/{id:guid}/checks/{check}")] HttpRequest request,
        Guid id,
        string check,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var (body, _) = await request.ReadJsonAsync<ReportReviewCheckBody>(cancellationToken);
        var gate = await gates.ReportAsync(id, check, body.Passed, request.Initiator().Named(body.By), cancellationToken);
        await delivery.DeliverAsync(client, cancellationToken);
        return ApiResponse.Json(gate);
    });
}
