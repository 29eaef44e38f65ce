using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Claims activities from the queue, in batches, oldest first.</summary>
internal static class ActivityClaims
{
    /// <summary>Claims activities.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="hub">The task hub.</param>
    /// <param name="owner">The process.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="suspectFrom">Lost claims from which on an activity is a suspect.</param>
    /// <param name="withSuspect">Whether one suspect may be claimed, beyond the limit.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>The activities, each with whether its instance still wants the result.</returns>
    public static async Task<List<(ClaimedActivity Activity, bool Wanted)>> ClaimAsync(
        NpgsqlConnection connection,
        int hub,
        long owner,
        int limit,
        int suspectFrom,
        bool withSuspect,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            WITH usual AS (
                SELECT execution_id, task_id FROM durable.activities
                WHERE hub_id = $1 AND owner IS NULL AND lost_claims < $4 ORDER BY queue_id LIMIT $3 FOR UPDATE SKIP LOCKED
            ), suspect AS (
                SELECT execution_id, task_id FROM durable.activities
                WHERE $5 AND hub_id = $1 AND owner IS NULL AND lost_claims > 0 AND lost_claims >= $4 ORDER BY queue_id LIMIT 1 FOR UPDATE SKIP LOCKED
            ), picked AS (SELECT * FROM usual UNION ALL SELECT * FROM suspect)
            UPDATE durable.activities a SET owner = $2 FROM picked p
            WHERE a.execution_id = p.execution_id AND a.task_id = p.task_id
            RETURNING a.execution_id, a.task_id, a.instance_id, a.name, a.version, a.input, EXISTS (
                SELECT FROM durable.sessions s
                WHERE s.hub_id = a.hub_id AND s.instance_id = a.instance_id AND s.execution_id = a.execution_id), a.lost_claims
            """,
            hub,
            owner,
            (long)limit,
            suspectFrom,
            withSuspect);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var claimed = new List<(ClaimedActivity, bool)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            claimed.Add((
                new ClaimedActivity(
                    reader.GetGuid(0),
                    reader.GetInt32(1),
                    reader.GetString(2),
                    reader.GetString(3),
                    reader.GetString(4),
                    reader.IsDBNull(5) ? null : reader.GetString(5)) { LostClaims = reader.GetInt32(7) },
                reader.GetBoolean(6)));
        }

        return claimed;
    }

    /// <summary>Puts activities back into the queue.</summary>
    public static async Task ReleaseAsync(
        NpgsqlConnection connection,
        long owner,
        IReadOnlyList<(Guid ExecutionId, int TaskId)> activities,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            UPDATE durable.activities a SET owner = NULL FROM unnest($2::uuid[], $3::integer[]) r (execution_id, task_id)
            WHERE a.owner = $1 AND a.execution_id = r.execution_id AND a.task_id = r.task_id
            """,
            owner,
            activities.Column(row => row.ExecutionId),
            activities.Column(row => row.TaskId));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What the store believes this process is running.</summary>
    public static async Task<List<(Guid ExecutionId, int TaskId)>> HeldAsync(NpgsqlConnection connection, long owner, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("SELECT execution_id, task_id FROM durable.activities WHERE owner = $1", owner);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var held = new List<(Guid, int)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            held.Add((reader.GetGuid(0), reader.GetInt32(1)));
        }

        return held;
    }
}
