using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Tells people about tasks, in the transaction that changes the task.</summary>
internal static class TaskNotifications
{
    /// <summary>Tells that a task failed too often in a row and rests now.</summary>
    public static Task TellErrorAsync(NpgsqlConnection connection, ScheduledTask task, ExecutionRecord run, DateTimeOffset now, CancellationToken cancellationToken) => connection.Command(
        """
        INSERT INTO control.notifications (id, task_id, channel, target, message_type, payload_json, sent_at, status)
        VALUES (@id, @task, 'log', 'operators', 'failed', @payload::jsonb, @now, 'sent') ON CONFLICT (id) DO NOTHING
        """,
        ("id", DeterministicId.Of("task_error", run.RunId)), ("task", task.Definition.Key), ("now", now),
        ("payload", ControlJson.Write(new { TaskKey = task.Definition.Key, task.Definition.Company, task.FailuresInARow, run.RunId, run.Message }))).RunAsync(cancellationToken);
}
