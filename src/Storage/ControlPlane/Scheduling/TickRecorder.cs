using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Records the ticks that have come: one row each, waiting or skipped, and moves the task on to its next tick.</summary>
internal sealed class TickRecorder(SchedulingOptions options)
{
    private const string EarlierNotDone = "Skipped: an earlier run of the task was not done.";
    private const string QueueFull = "Skipped: too many runs of the task wait already.";

    /// <summary>Locks a batch of due tasks and records their ticks. Tasks that another process works on are left to it.</summary>
    /// <returns>How many tasks, and what was dropped.</returns>
    public async Task<(int Tasks, IReadOnlyList<DroppedTicks> Dropped)> RecordAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ids = await connection.Command(
            "SELECT task_id FROM control.scheduler_task_details WHERE next_due_at <= @now ORDER BY priority, next_due_at, task_id LIMIT @limit FOR UPDATE SKIP LOCKED",
            ("now", now), ("limit", options.BatchSize)).ListAsync(reader => reader.GetGuid(0), cancellationToken);
        if (ids.Count == 0)
            return (0, []);
        var tasks = await connection.Command(
            $"SELECT {ScheduledTaskRows.Columns} FROM {ScheduledTaskRows.Tables} WHERE t.id = ANY (@ids) AND d.next_due_at <= @now ORDER BY d.priority, d.next_due_at, t.id",
            ("ids", ids.ToArray()), ("now", now)).ListAsync(ScheduledTaskRows.Read, cancellationToken);
        var dropped = new List<DroppedTicks>();
        foreach (var task in tasks)
        {
            var due = DueTicks.Find(task.Definition, new StartJitter(task.Id, task.Definition.Jitter), task.NextTick!.Value, now, options.OnTime);
            await InsertAsync(connection, task, due, now, cancellationToken);
            await MoveOnAsync(connection, task, due, cancellationToken);
            if (due.DroppedFrom is { } from)
                dropped.Add(new DroppedTicks(task.Definition.Key, from, due.Last));
        }

        return (tasks.Count, dropped);
    }

    /// <summary>Inserts one waiting run.</summary>
    public static Task InsertAsync(
        NpgsqlConnection connection, Guid taskId, string runId, DateTimeOffset scheduledAt, int attempt, TaskRunTrigger trigger, DateTimeOffset now, CancellationToken cancellationToken) =>
        InsertAsync(connection, taskId, [(runId, scheduledAt, trigger, Skipped: null)], attempt, now, cancellationToken);

    private async Task InsertAsync(NpgsqlConnection connection, ScheduledTask task, DueTicks due, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = await connection.Command(
            "SELECT count(*) FROM control.scheduler_run_details WHERE task_id = @task AND status IN ('queued', 'running')", ("task", task.Id)).ScalarAsync<long>(cancellationToken);
        var skipsOverlaps = task.Definition.Overlap == Overlap.Skip && open > 0;
        var room = Math.Max(0, options.MaximumQueued - open);
        var runs = due.Run.Select((tick, index) =>
        {
            var skipped = skipsOverlaps && !tick.Missed ? EarlierNotDone : index >= room ? QueueFull : null;
            return (TaskRunNames.OfTick(task.Id, tick.At, 1), tick.At, tick.Missed ? TaskRunTrigger.CatchUp : TaskRunTrigger.Schedule, skipped);
        });
        await InsertAsync(connection, task.Id, [.. runs], 1, now, cancellationToken);
    }

    private static async Task InsertAsync(
        NpgsqlConnection connection,
        Guid taskId,
        IReadOnlyList<(string RunId, DateTimeOffset At, TaskRunTrigger Trigger, string? Skipped)> runs,
        int attempt,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (runs.Count == 0)
            return;
        await connection.Command(
            """
            INSERT INTO control.scheduler_runs (id, task_id, run_id, started_at)
            SELECT id, @task, run_id, @now FROM unnest(@ids, @runs) AS new (id, run_id)
            """,
            ("task", taskId), ("ids", runs.Select(_ => Guid.CreateVersion7(now)).ToArray()), ("runs", runs.Select(run => run.RunId).ToArray()), ("now", now)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.scheduler_run_details (run_id, task_id, scheduled_at, attempt, trigger, status)
            SELECT run_id, @task, scheduled_at, @attempt, trigger, 'queued' FROM unnest(@runs, @ats, @triggers) AS new (run_id, scheduled_at, trigger)
            """,
            ("task", taskId), ("attempt", attempt), ("runs", runs.Select(run => run.RunId).ToArray()), ("ats", runs.Select(run => run.At.UtcDateTime).ToArray()),
            ("triggers", runs.Select(run => run.Trigger.Word()).ToArray())).RunAsync(cancellationToken);
        foreach (var run in runs.Where(run => run.Skipped is not null))
            await TaskRunRows.EndAsync(connection, run.RunId, TaskRunStatus.Skipped, new TaskOutcome { Success = false, Message = run.Skipped! }, now, cancellationToken);
    }

    private static Task MoveOnAsync(NpgsqlConnection connection, ScheduledTask task, DueTicks due, CancellationToken cancellationToken) => connection.Command(
        "UPDATE control.scheduler_task_details SET next_tick_at = @tick, next_due_at = @due, last_tick_at = @last WHERE task_id = @task",
        ("task", task.Id), ("tick", due.Next), ("due", due.Next is { } next ? new StartJitter(task.Id, task.Definition.Jitter).Due(next) : null), ("last", due.Last)).RunAsync(cancellationToken);
}
