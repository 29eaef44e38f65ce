using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Shows a scheduled task.</summary>
/// <param name="tasks">The register of tasks.</param>
/// <param name="logger">The log.</param>
public sealed class GetSchedule(IScheduledTasks tasks, ILogger<GetSchedule> logger)
{
    /// <summary><c>GET /api/v1/schedules/{key}</c>: 200 with its version as <c>ETag</c>, or 404.</summary>
    [Function(nameof(GetSchedule))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/schedules/{key}")] HttpRequest request,
        string key,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
            ScheduleView.Answer(request, await tasks.RequireAsync(key, cancellationToken)));
}
