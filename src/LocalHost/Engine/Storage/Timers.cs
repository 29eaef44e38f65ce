using LocalHost.Engine.History;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Turns timers that are due into messages.</summary>
internal static class Timers
{
    /// <summary>Fires due timers, the longest overdue first.</summary>
    /// <returns>How many were due, and when the next one will be.</returns>
    public static async Task<(int Fired, DateTimeOffset? Next)> FireAsync(
        NpgsqlConnection connection,
        int hub,
        DateTimeOffset now,
        int limit,
        CancellationToken cancellationToken)
    {
        var (due, next) = await DueAsync(connection, hub, now, limit, cancellationToken);
        if (due.Count == 0)
        {
            return (0, next);
        }

        // Sessions first and in the order of their ids, like every other writer; a timer that another process fired
        // meanwhile is no longer there to be deleted, and gives no message.
        var instances = due.Select(timer => timer.InstanceId).Distinct(StringComparer.Ordinal).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("SELECT FROM durable.sessions WHERE hub_id = $1 AND instance_id = ANY($2) ORDER BY instance_id FOR NO KEY UPDATE", hub, instances);
        batch.Add(
            """
            WITH r AS (
                SELECT * FROM unnest($2::uuid[], $3::integer[], $4::text[]) AS r (execution_id, task_id, body)
            ), fired AS (
                DELETE FROM durable.timers t USING r WHERE t.execution_id = r.execution_id AND t.task_id = r.task_id
                RETURNING t.execution_id, t.task_id, t.instance_id, t.fire_at, r.body
            )
            INSERT INTO durable.messages (hub_id, instance_id, execution_id, body)
            SELECT $1, f.instance_id, f.execution_id, f.body FROM fired f
            JOIN durable.sessions s ON s.hub_id = $1 AND s.instance_id = f.instance_id AND s.execution_id = f.execution_id
            WHERE f.task_id >= 0 ORDER BY f.fire_at
            """,
            hub,
            due.Column(timer => timer.ExecutionId),
            due.Column(timer => timer.TaskId),
            due.Column(timer => HistoryJson.Write(new HistoryItem { Kind = HistoryItemKind.TimerFired, Id = timer.TaskId, FireAt = timer.FireAt })));
        batch.Add(
            "UPDATE durable.sessions SET ready_at = clock_timestamp() WHERE hub_id = $1 AND instance_id = ANY($2) AND ready_at IS NULL",
            hub,
            instances);
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return (due.Count, next);
    }

    private static async Task<(List<DueTimer> Due, DateTimeOffset? Next)> DueAsync(
        NpgsqlConnection connection,
        int hub,
        DateTimeOffset now,
        int limit,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            "SELECT execution_id, task_id, instance_id, fire_at FROM durable.timers WHERE hub_id = $1 AND fire_at <= $2 ORDER BY fire_at LIMIT $3",
            hub,
            now,
            (long)limit);
        batch.Add("SELECT min(fire_at) FROM durable.timers WHERE hub_id = $1 AND fire_at > $2", hub, now);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var due = new List<DueTimer>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add(new DueTimer(reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (due, reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0));
    }

    private sealed record DueTimer(Guid ExecutionId, int TaskId, string InstanceId, DateTimeOffset FireAt);
}
