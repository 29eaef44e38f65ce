using DataHound.Domain.Scheduling;

namespace DataHound.Functions.Scheduling;

/// <summary>Shapes runs of tasks for the HTTP API.</summary>
internal static class TaskRunView
{
    public static object Of(ExecutionRecord run) => new
    {
        run.RunId,
        run.TaskKey,
        run.ScheduledAt,
        run.Attempt,
        run.Trigger,
        run.Status,
        StartedAt = run.Status is TaskRunStatus.Queued or TaskRunStatus.Skipped ? (DateTimeOffset?)null : run.StartedAt,
        run.FinishedAt,
        run.Success,
        run.Message,
        run.DurationMs,
        run.Log,
        run.ErrorTail,
        Links = new { Self = Link(run), Instance = $"/runtime/webhooks/durabletask/instances/{Uri.EscapeDataString(run.RunId)}" },
    };

    public static string Link(ExecutionRecord run) => $"/api/v1/schedules/{run.TaskKey}/runs/{Uri.EscapeDataString(run.RunId)}";
}
