using DataHound.Storage.ControlPlane.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Gives a scheduled task a new definition.</summary>
/// <param name="tasks">The register of tasks.</param>
/// <param name="definitions">Reads definitions.</param>
/// <param name="logger">The log.</param>
public sealed class PutSchedule(IScheduledTasks tasks, ScheduleDefinitions definitions, ILogger<PutSchedule> logger)
{
    /// <summary><c>PUT /api/v1/schedules/{key}</c> with <c>If-Match</c>: 200 with the task; 412 when somebody changed it meanwhile; 428 without the header.</summary>
    [Function(nameof(PutSchedule))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/schedules/{key}")] HttpRequest request,
        string key,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
    {
        var version = request.RequiredIfMatch();
        var (body, _) = await request.ReadJsonAsync<ScheduleBody>(cancellationToken);
        if (body.Key is not null && body.Key != key)
            throw new UserErrorException("task_invalid", "The key in the body is not the task's.", "Leave the key away; a key cannot be changed.");
        return ScheduleView.Answer(request, await tasks.UpdateAsync(await definitions.ReadAsync(key, body, cancellationToken), version, request.Initiator(), cancellationToken));
    });
}
