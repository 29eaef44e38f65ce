using DataHound.Storage.ControlPlane.Scheduling;
using System.Globalization;

namespace DataHound.Functions.Scheduling;

/// <summary>Shows when a task is run next.</summary>
/// <param name="tasks">The register of tasks.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class GetNextOccurrences(IScheduledTasks tasks, TimeProvider time, ILogger<GetNextOccurrences> logger)
{
    /// <summary><c>GET /api/v1/schedules/{key}/next?count=</c>: ticks by its schedule, from now on, whether it is paused or not.</summary>
    [Function(nameof(GetNextOccurrences))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/schedules/{key}/next")] HttpRequest request,
        string key,
        CancellationToken cancellationToken) => ScheduleCall.RunAsync(logger, async () =>
    {
        var definition = (await tasks.RequireAsync(key, cancellationToken)).Definition;
        int? count = request.Text("count") is not { } text ? null : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return ApiResponse.Json(SchedulePreview.Of(definition.Schedule, definition.TimeZone, time.GetUtcNow(), SchedulePreview.Count(count)));
    });
}
