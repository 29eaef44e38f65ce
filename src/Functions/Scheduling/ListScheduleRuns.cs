using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Lists a task's runs, latest tick first.</summary>
/// <param name="tasks">The register of tasks.</param>
/// <param name="taskRuns">The register of the tasks' runs.</param>
/// <param name="logger">The log.</param>
public sealed class ListScheduleRuns(IScheduledTasks tasks, ITaskRuns taskRuns, ILogger<ListScheduleRuns> logger)
{
    /// <summary><c>GET /api/v1/schedules/{key}/runs?limit=&amp;cursor=</c>.</summary>
    [Function(nameof(ListScheduleRuns))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/schedules/{key}/runs")] HttpRequest request,
        string key,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
    {
        var task = await tasks.RequireAsync(key, cancellationToken);
        var page = await taskRuns.ListAsync(task.Definition.Key, request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(TaskRunView.Of)], page.NextCursor));
    });
}
