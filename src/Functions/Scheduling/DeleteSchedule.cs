using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Deletes a scheduled task; its history stays.</summary>
/// <param name="tasks">The register of tasks.</param>
/// <param name="logger">The log.</param>
public sealed class DeleteSchedule(IScheduledTasks tasks, ILogger<DeleteSchedule> logger)
{
    /// <summary><c>DELETE /api/v1/schedules/{key}</c>: 204, 404, or 412 when <c>If-Match</c> names another version.</summary>
    [Function(nameof(DeleteSchedule))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/schedules/{key}")] HttpRequest request,
        string key,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
    {
        await tasks.DeleteAsync(key, request.IfMatch(), request.Initiator(), cancellationToken);
        return new StatusCodeResult(204);
    });
}
