using System.Text.Json;
using DataHound.Domain.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Shapes tasks for the HTTP API.</summary>
internal static class ScheduleView
{
    public static object Of(ScheduledTask task)
    {
        var definition = task.Definition;
        var link = $"/api/v1/schedules/{definition.Key}";
        return new
        {
            definition.Key,
            definition.Type,
            definition.Company,
            Config = JsonSerializer.Deserialize<JsonElement>(definition.ConfigJson),
            Schedule = definition.Schedule.ToString(),
            definition.TimeZone,
            definition.Priority,
            definition.CatchUp,
            definition.CatchUpLimit,
            definition.Overlap,
            definition.Recovery,
            JitterSeconds = (int)definition.Jitter.TotalSeconds,
            TimeLimitSeconds = (int)definition.TimeLimit.TotalSeconds,
            task.Status,
            task.Version,
            task.NextTick,
            task.LastTick,
            task.FailuresInARow,
            task.CreatedAt,
            task.UpdatedAt,
            Links = new { Self = link, Runs = $"{link}/runs", RunNow = $"{link}/run", Pause = $"{link}/pause", Resume = $"{link}/resume", Next = $"{link}/next" },
        };
    }

    /// <summary>The answer with one task, and its version as entity tag.</summary>
    public static IActionResult Answer(HttpRequest request, ScheduledTask task, int status = 200)
    {
        request.SetVersion(task.Version);
        return ApiResponse.Json(Of(task), status);
    }
}
