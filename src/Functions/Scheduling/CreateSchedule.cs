using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Makes a scheduled task.</summary>
/// <param name="tasks">The register of tasks.</param>
/// <param name="definitions">Reads definitions.</param>
/// <param name="logger">The log.</param>
public sealed class CreateSchedule(IScheduledTasks tasks, ScheduleDefinitions definitions, ILogger<CreateSchedule> logger)
{
    /// <summary><c>POST /api/v1/schedules</c>: 201 with the task; 400 with the position for an expression that cannot be read; 409 for a key that is taken.</summary>
    [Function(nameof(CreateSchedule))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/schedules")] HttpRequest request,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
    {
        var (body, _) = await request.ReadJsonAsync<ScheduleBody>(cancellationToken);
        var key = body.Key ?? throw new UserErrorException("task_invalid", "The task has no key.", "Send a key by which the task is to be known.");
        var task = await tasks.CreateAsync(await definitions.ReadAsync(key, body, cancellationToken), request.Initiator(), cancellationToken);
        request.HttpContext.Response.Headers.Location = $"/api/v1/schedules/{task.Definition.Key}";
        return ScheduleView.Answer(request, task, 201);
    });
}
