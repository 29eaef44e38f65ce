using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Sets waiting runs running: by priority, one of a task at a time, and no more over all than the limit.</summary>
internal sealed class QueueRunner(SchedulingOptions options)
{
    /// <summary>Sets running what there is room for.</summary>
    public async Task<IReadOnlyList<DueRun>> RunAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.LockAsync("schedule-queue", cancellationToken);
        var running = await connection.Command("SELECT count(*) FROM control.scheduler_run_details WHERE status = 'running'").ScalarAsync<long>(cancellationToken);
        if (running >= options.MaximumRunning)
            return [];
        var next = await connection.Command(
            """
            WITH first AS (
                SELECT DISTINCT ON (task_id) task_id, run_id, scheduled_at FROM control.scheduler_run_details WHERE status = 'queued' ORDER BY task_id, scheduled_at, run_id)
            SELECT f.run_id FROM first f JOIN control.scheduler_task_details d ON d.task_id = f.task_id
            WHERE NOT EXISTS (SELECT FROM control.scheduler_run_details o WHERE o.task_id = f.task_id AND o.status = 'running')
            ORDER BY d.priority, f.scheduled_at, f.run_id LIMIT @room
            FOR UPDATE OF d SKIP LOCKED
            """,
            ("room", options.MaximumRunning - running)).ListAsync(reader => reader.GetString(0), cancellationToken);
        if (next.Count == 0)
            return [];
        var begun = await connection.Command(
            "UPDATE control.scheduler_run_details SET status = 'running', lease_until = @lease WHERE run_id = ANY (@runs) AND status = 'queued' RETURNING run_id",
            ("runs", next.ToArray()), ("lease", now + options.Lease)).ListAsync(reader => reader.GetString(0), cancellationToken);
        await connection.Command("UPDATE control.scheduler_runs SET started_at = @now WHERE id = ANY (ARRAY(SELECT id FROM control.scheduler_run_names WHERE run_id = ANY (@runs)))", ("runs", begun.ToArray()), ("now", now)).RunAsync(cancellationToken);
        return await connection.Command(
            TaskRunRows.SelectDue("WHERE x.run_id = ANY (@runs) ORDER BY d.priority, x.scheduled_at, x.run_id"), ("runs", begun.ToArray())).ListAsync(TaskRunRows.ReadDue, cancellationToken);
    }
}
