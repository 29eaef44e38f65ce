using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Shows a run with its companies, stages and units.</summary>
/// <param name="runs">The register of runs.</param>
/// <param name="heartbeat">Tells whether the run shows life.</param>
/// <param name="logger">The log.</param>
public sealed class GetRun(IRunStore runs, RunHeartbeat heartbeat, ILogger<GetRun> logger)
{
    /// <summary><c>GET /api/v1/runs/{runId}</c>: 200, or 404.</summary>
    [Function(nameof(GetRun))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/runs/{runId}")] HttpRequest request,
        string runId,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            ApiResponse.Json(RunView.Of(await runs.GetAsync(runId, cancellationToken) ?? throw RunErrors.Unknown(runId), heartbeat)));
}
