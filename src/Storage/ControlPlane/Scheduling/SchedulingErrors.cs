using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Errors about scheduled tasks that more than one place gives.</summary>
internal static class SchedulingErrors
{
    public static UserErrorException Unknown(string key) =>
        new("schedule_unknown", $"There is no scheduled task '{key}'.", "List the tasks with GET /api/v1/schedules and use one of their keys.");

    public static UserErrorException Changed(string key) =>
        new("schedule_changed", $"The scheduled task '{key}' was changed by somebody else meanwhile.", "Read it again, look at what changed, and send your change with its new version.");

    public static UserErrorException Exists(string key) =>
        new("schedule_exists", $"There is a scheduled task '{key}' already.", "Choose another key, or change the task with PUT /api/v1/schedules/{key}.");

    public static UserErrorException Never(string key) =>
        new("schedule_never", $"The schedule of task '{key}' has no occurrence any more.", "Give a schedule with an occurrence in the future.");
}
