using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Lists scheduled tasks by key.</summary>
/// <param name="tasks">The register of tasks.</param>
/// <param name="logger">The log.</param>
public sealed class ListSchedules(IScheduledTasks tasks, ILogger<ListSchedules> logger)
{
    /// <summary><c>GET /api/v1/schedules?company=&amp;type=&amp;status=&amp;limit=&amp;cursor=</c>; deleted ones only with their status.</summary>
    [Function(nameof(ListSchedules))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/schedules")] HttpRequest request,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
    {
        var query = new TaskQuery
        {
            Company = request.Text("company"),
            Type = request.Text("type"),
            Status = request.OneOf<ScheduledTaskStatus>("status"),
            Limit = request.Limit(),
            Cursor = request.Text("cursor"),
        };
        var page = await tasks.ListAsync(query, cancellationToken);
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(ScheduleView.Of)], page.NextCursor));
    });
}
