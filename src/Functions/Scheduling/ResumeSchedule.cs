using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Lets a paused task, or one in error, go on.</summary>
/// <param name="tasks">The register of tasks.</param>
/// <param name="logger">The log.</param>
public sealed class ResumeSchedule(IScheduledTasks tasks, ILogger<ResumeSchedule> logger)
{
    /// <summary><c>POST /api/v1/schedules/{key}/resume</c>: 200 with the task; it goes on from now, with its failures forgotten.</summary>
    [Function(nameof(ResumeSchedule))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/schedules/{key}/resume")] HttpRequest request,
        string key,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
            ScheduleView.Answer(request, await tasks.ResumeAsync(key, request.IfMatch(), request.Initiator(), cancellationToken)));
}
