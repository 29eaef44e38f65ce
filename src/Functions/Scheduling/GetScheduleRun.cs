using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Shows one run of a task, with its log and its errors.</summary>
/// <param name="taskRuns">The register of the tasks' runs.</param>
/// <param name="logger">The log.</param>
public sealed class GetScheduleRun(ITaskRuns taskRuns, ILogger<GetScheduleRun> logger)
{
    /// <summary><c>GET /api/v1/schedules/{key}/runs/{runId}</c>: 200, or 404.</summary>
    [Function(nameof(GetScheduleRun))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/schedules/{key}/runs/{runId}")] HttpRequest request,
        string key,
        string runId,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
            await taskRuns.FindAsync(runId, cancellationToken) is { } run && run.TaskKey == key
                ? ApiResponse.Json(TaskRunView.Of(run))
                : throw new UserErrorException("task_run_unknown", $"Task '{key}' has no run '{runId}'.", "List the task's runs with GET /api/v1/schedules/{key}/runs and use one of their ids."));
}
