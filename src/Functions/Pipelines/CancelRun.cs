using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Asks a run to stop. It stops before its next stage; what was committed stays.</summary>
/// <param name="runs">The register of runs.</param>
/// <param name="logger">The log.</param>
public sealed class CancelRun(IRunStore runs, ILogger<CancelRun> logger)
{
    /// <summary><c>POST /api/v1/runs/{runId}/cancel</c>: 202, 404, or 409 when it has ended.</summary>
    [Function(nameof(CancelRun))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/runs/{runId}/cancel")] HttpRequest request,
        string runId,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            await runs.RequestCancelAsync(runId, request.Initiator(), cancellationToken) switch
            {
                CancelOutcome.Requested => ApiResponse.Json(new { runId, links = RunLinks.Of(runId) }, 202),
                CancelOutcome.AlreadyFinished => throw new UserErrorException("run_finished", $"Run '{runId}' has ended.", "Nothing is to be canceled; see GET /api/v1/runs/{runId}."),
                _ => throw RunErrors.Unknown(runId),
            });
}
