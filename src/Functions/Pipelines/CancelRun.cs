using DataHound.Functions.Reviews;
using DataHound.Storage.ControlPlane.Reviews;
using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Asks a run to stop. It stops before its next stage or at the review gate where it waits; what was committed stays.</summary>
/// <param name="runs">The register of runs.</param>
/// <param name="gates">The register of review gates.</param>
/// <param name="delivery">Tells orchestrations about decisions.</param>
/// <param name="logger">The log.</param>
public sealed class CancelRun(IRunStore runs, IReviewGates gates, ReviewDelivery delivery, ILogger<CancelRun> logger)
{
    /// <summary><c>POST /api/v1/runs/{runId}/cancel</c>: 202, 404, or 409 when it has ended.</summary>
    [Function(nameof(CancelRun))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/runs/{runId}/cancel")] HttpRequest request,
        string runId,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            await RequestAsync(runId, request.Initiator(), client, cancellationToken) switch
            {
                CancelOutcome.Requested => ApiResponse.Json(new { runId, links = RunLinks.Of(runId) }, 202),
                CancelOutcome.AlreadyFinished => throw new UserErrorException("run_finished", $"Run '{runId}' has ended.", "Nothing is to be canceled; see GET /api/v1/runs/{runId}."),
                _ => throw RunErrors.Unknown(runId),
            });

    /// <summary>A run that waits at a review gate is told at once.</summary>
    private async Task<CancelOutcome> RequestAsync(string runId, Initiator by, DurableTaskClient client, CancellationToken cancellationToken)
    {
        var outcome = await runs.RequestCancelAsync(runId, by, cancellationToken);
        if (outcome is CancelOutcome.Requested)
        {
            await gates.CloseAsync(runId, cancellationToken);
            await delivery.DeliverAsync(client, cancellationToken);
        }

        return outcome;
    }
}
