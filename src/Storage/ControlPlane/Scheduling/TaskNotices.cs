using System.Globalization;
using DataHound.Domain.Notifications;
using DataHound.Domain.Observability;
using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Notifications;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Tells people about tasks, in the transaction that changes the task.</summary>
internal static class TaskNotices
{
    /// <summary>Tells that a task failed too often in a row and rests now.</summary>
    public static Task TellErrorAsync(NpgsqlConnection connection, ScheduledTask task, ExecutionRecord run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var error = UserError.Parse(run.ErrorTail?.Split('\n')[0]);
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["schedule"] = task.Definition.Key,
            ["failures"] = task.FailuresInARow.ToString(CultureInfo.InvariantCulture),
            ["error_code"] = error.Code,
            ["cause"] = run.Message ?? error.Cause,
            ["next_step"] = error.NextStep,
        };
        return TellAsync(connection, task, NoticeKinds.ScheduleError, $"error:{run.RunId}", AlertChange.Open, facts, now, cancellationToken);
    }

    /// <summary>Tells that a task that rested runs again.</summary>
    public static Task TellResumedAsync(NpgsqlConnection connection, ScheduledTask task, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["schedule"] = task.Definition.Key,
            ["next_run"] = task.NextTick?.ToString("u", CultureInfo.InvariantCulture) ?? "",
        };
        return TellAsync(connection, task, NoticeKinds.ScheduleResumed, string.Create(CultureInfo.InvariantCulture, $"resumed:{task.Version}"), AlertChange.Resolve, facts, now, cancellationToken);
    }

    private static Task TellAsync(
        NpgsqlConnection connection, ScheduledTask task, NoticeKind kind, string what, AlertChange alert, Dictionary<string, string> facts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var notice = new Notice
        {
            Key = $"{TaskAudit.SubjectOf(task)}:{what}", Kind = kind, Subject = TaskAudit.SubjectOf(task), TaskId = task.Definition.Key, Company = TaskAudit.CompanyOf(task), Alert = alert, Facts = facts,
        };
        return NoticeWriter.WriteAsync(connection, notice, now, cancellationToken);
    }
}
