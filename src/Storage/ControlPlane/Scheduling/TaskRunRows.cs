using System.Text.Json;
using DataHound.Domain.Scheduling;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Scheduling;

/// <summary>Reads and writes runs of tasks.</summary>
internal static class TaskRunRows
{
    private const string Columns =
        "r.run_id, t.task_key, x.scheduled_at, x.attempt, x.trigger, x.status, r.started_at, r.finished_at, r.success, r.message, r.duration_ms, r.metadata_json, x.state_json";

    /// <summary>The id tells the month, so that one partition is looked into and not each.</summary>
    private const string Joins =
        "JOIN control.scheduler_run_details x ON x.task_id = t.id JOIN control.scheduler_run_names k ON k.run_id = x.run_id JOIN control.scheduler_runs r ON r.id = k.id";

    /// <summary>Runs that fulfil a condition on the tables t (task), d (its details), x (the run's details) and r (the run).</summary>
    public static Task<List<ExecutionRecord>> ListAsync(NpgsqlCommand command, CancellationToken cancellationToken) => command.ListAsync(reader => Read(reader, 0), cancellationToken);

    /// <summary>The query for <see cref="ListAsync"/>.</summary>
    public static string Select(string condition) => $"SELECT {Columns} FROM {ScheduledTaskRows.Tables} {Joins} {condition}";

    /// <summary>The query for <see cref="ReadDue"/>.</summary>
    public static string SelectDue(string condition) => $"SELECT {ScheduledTaskRows.Columns}, {Columns} FROM {ScheduledTaskRows.Tables} {Joins} {condition}";

    /// <summary>One run, or null.</summary>
    public static Task<ExecutionRecord?> FindAsync(NpgsqlConnection connection, string runId, CancellationToken cancellationToken) =>
        connection.Command(Select("WHERE x.run_id = @run"), ("run", runId)).FirstAsync(reader => Read(reader, 0), cancellationToken);

    /// <summary>One run with its task, or null.</summary>
    public static Task<DueRun?> FindDueAsync(NpgsqlConnection connection, string runId, CancellationToken cancellationToken) =>
        connection.Command(SelectDue("WHERE x.run_id = @run"), ("run", runId)).FirstAsync(ReadDue, cancellationToken);

    /// <summary>Reads a task with a run.</summary>
    public static DueRun ReadDue(NpgsqlDataReader reader) =>
        new(ScheduledTaskRows.Read(reader), Read(reader, ScheduledTaskRows.ColumnCount), reader.TextOrNull(ScheduledTaskRows.ColumnCount + 12));

    /// <summary>Locks a task by one of its runs: nobody else changes the task or its runs until the transaction ends.</summary>
    public static Task LockTaskAsync(NpgsqlConnection connection, string runId, CancellationToken cancellationToken) => connection.Command(
        "SELECT FROM control.scheduler_task_details WHERE task_id = (SELECT task_id FROM control.scheduler_run_details WHERE run_id = @run) FOR UPDATE", ("run", runId)).RunAsync(cancellationToken);

    /// <summary>Ends a run that has not ended.</summary>
    /// <returns>Whether it was so.</returns>
    public static async Task<bool> EndAsync(NpgsqlConnection connection, string runId, TaskRunStatus status, TaskOutcome outcome, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ended = await connection.Command(
            "UPDATE control.scheduler_run_details SET status = @status, lease_until = NULL WHERE run_id = @run AND status IN ('queued', 'running')",
            ("run", runId), ("status", status.Word())).RunAsync(cancellationToken);
        if (ended == 0)
            return false;
        await connection.Command(
            """
            UPDATE control.scheduler_runs SET finished_at = @now, success = @success, message = @message, metadata_json = @metadata::jsonb,
                duration_ms = greatest(0, extract(epoch FROM @now - started_at) * 1000)::bigint
            WHERE id = (SELECT id FROM control.scheduler_run_names WHERE run_id = @run)
            """,
            ("run", runId), ("now", now), ("success", status == TaskRunStatus.Skipped ? null : outcome.Success), ("message", outcome.Message),
            ("metadata", ControlJson.Write(new { outcome.Log, outcome.ErrorTail }))).RunAsync(cancellationToken);
        return true;
    }

    private static ExecutionRecord Read(NpgsqlDataReader reader, int first)
    {
        var metadata = reader.TextOrNull(first + 11) is { } json ? JsonDocument.Parse(json).RootElement : default;
        return new ExecutionRecord
        {
            RunId = reader.GetString(first),
            TaskKey = reader.GetString(first + 1),
            ScheduledAt = reader.Instant(first + 2),
            Attempt = reader.GetInt32(first + 3),
            Trigger = EnumWords.Parse<TaskRunTrigger>(reader.GetString(first + 4)),
            Status = EnumWords.Parse<TaskRunStatus>(reader.GetString(first + 5)),
            StartedAt = reader.Instant(first + 6),
            FinishedAt = reader.InstantOrNull(first + 7),
            Success = reader.IsDBNull(first + 8) ? null : reader.GetBoolean(first + 8),
            Message = reader.TextOrNull(first + 9),
            DurationMs = reader.IsDBNull(first + 10) ? null : reader.GetInt64(first + 10),
            Log = metadata.ValueKind == JsonValueKind.Object ? [.. metadata.GetProperty("log").EnumerateArray().Select(line => line.GetString()!)] : [],
            ErrorTail = metadata.ValueKind == JsonValueKind.Object ? metadata.GetProperty("error_tail").GetString() : null,
        };
    }
}
