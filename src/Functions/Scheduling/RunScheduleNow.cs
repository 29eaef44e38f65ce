using DataHound.Functions.Http.Idempotency;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Runs a task now, whatever its schedule and though it be paused.</summary>
/// <param name="taskRuns">The register of the tasks' runs.</param>
/// <param name="logger">The log.</param>
public sealed class RunScheduleNow(ITaskRuns taskRuns, ILogger<RunScheduleNow> logger)
{
    /// <summary><c>POST /api/v1/schedules/{key}/run</c>: 202 with the run; the same <c>Idempotency-Key</c> gives the same run; 409 while a run of a task that skips overlaps is not done.</summary>
    [Function(nameof(RunScheduleNow))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/schedules/{key}/run")] HttpRequest request,
        string key,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
    {
        var idempotencyKey = request.HasKey() ? $"{request.Caller()}:{request.Key()}" : null;
        var run = await taskRuns.RunNowAsync(new RunNowRequest(key, request.Initiator(), idempotencyKey), cancellationToken);
        request.HttpContext.Response.Headers.Location = TaskRunView.Link(run);
        return ApiResponse.Json(TaskRunView.Of(run), 202);
    });
}
