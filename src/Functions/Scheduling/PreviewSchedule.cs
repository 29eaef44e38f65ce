using DataHound.Domain.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Shows when an expression would occur, before any task has it.</summary>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class PreviewSchedule(TimeProvider time, ILogger<PreviewSchedule> logger)
{
    /// <summary><c>POST /api/v1/schedules/preview</c>: 200; 400 with the position for an expression that cannot be read.</summary>
    [Function(nameof(PreviewSchedule))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/schedules/preview")] HttpRequest request,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
    {
        var (body, _) = await request.ReadJsonAsync<PreviewBody>(cancellationToken);
        return ApiResponse.Json(SchedulePreview.Of(ScheduleExpression.Parse(body.Schedule), body.TimeZone ?? "UTC", ApiInstant.Parse(body.After, "after") ?? time.GetUtcNow(), SchedulePreview.Count(body.Count)));
    });
}
