using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Pauses a scheduled task.</summary>
/// <param name="tasks">The register of tasks.</param>
/// <param name="logger">The log.</param>
public sealed class PauseSchedule(IScheduledTasks tasks, ILogger<PauseSchedule> logger)
{
    /// <summary><c>POST /api/v1/schedules/{key}/pause</c>: 200 with the task; its run goes on, what waits is skipped, and the ticks of the pause are nobody's.</summary>
    [Function(nameof(PauseSchedule))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/schedules/{key}/pause")] HttpRequest request,
        string key,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
            ScheduleView.Answer(request, await tasks.PauseAsync(key, request.IfMatch(), request.Initiator(), cancellationToken)));
}
