using LocalHost.Engine.Work;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Processes at work and their claims. Claims are timed by the database's clock alone.</summary>
internal static class Workers
{
    /// <summary>Registers a process and gives it its number, never used before or again.</summary>
    public static async Task<long> RegisterAsync(NpgsqlConnection connection, int hub, TimeSpan lease, ProcessIdentity? process, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            "INSERT INTO durable.workers (hub_id, lease_until, place, process) VALUES ($1, clock_timestamp() + $2, $3, $4) RETURNING worker_id",
            hub,
            lease,
            (object?)process?.Place ?? DBNull.Value,
            (object?)process?.Process ?? DBNull.Value);
        return (long)(await batch.ExecuteScalarAsync(cancellationToken) ?? throw new InvalidOperationException("The process could not be registered."));
    }

    /// <summary>Renews the claim of a process.</summary>
    /// <returns>False when it ran out and others have taken over.</returns>
    public static async Task<bool> RenewAsync(NpgsqlConnection connection, long worker, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("UPDATE durable.workers SET lease_until = clock_timestamp() + $2 WHERE worker_id = $1", worker, lease);
        return await batch.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Those on the list that are processes of a place.</summary>
    public static async Task<List<(long Worker, string Process)>> AtAsync(NpgsqlConnection connection, string place, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("SELECT worker_id, process FROM durable.workers WHERE place = $1", place);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var found = new List<(long, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add((reader.GetInt64(0), reader.GetString(1)));
        }

        return found;
    }

    /// <summary>
    /// Takes processes off the list whose claims have run out or that are dead, and frees whatever is claimed by nobody on the list:
    /// activities go back into the queue, instances are rung so that their next holder looks at them. It is counted against activities, and
    /// against instances that had something to do. Rows that a silent process still has locked are passed over, for they would hold
    /// up whoever waits for them; they are freed in a later turn.
    /// </summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="grace">How long after a start of the database nobody counts as silent, for while it was down nobody could renew.</param>
    /// <param name="dead">Processes that are dead, whatever their claims say.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>Whether anything was freed.</returns>
    public static async Task<bool> TakeOverAsync(NpgsqlConnection connection, TimeSpan grace, IReadOnlyCollection<long> dead, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            WITH silent AS (
                SELECT worker_id FROM durable.workers
                WHERE (lease_until < clock_timestamp() AND pg_postmaster_start_time() < clock_timestamp() - $1) OR worker_id = ANY($2) FOR UPDATE SKIP LOCKED
            )
            DELETE FROM durable.workers w USING silent s WHERE w.worker_id = s.worker_id
            """,
            grace,
            dead.ToArray());
        batch.Add(
            """
            WITH lost AS (
                SELECT execution_id, task_id FROM durable.activities a
                WHERE owner IS NOT NULL AND NOT EXISTS (SELECT FROM durable.workers w WHERE w.worker_id = a.owner)
                FOR NO KEY UPDATE SKIP LOCKED
            )
            UPDATE durable.activities a SET owner = NULL, lost_claims = lost_claims + 1
            FROM lost l WHERE a.execution_id = l.execution_id AND a.task_id = l.task_id
            """);
        batch.Add(
            """
            WITH lost AS (
                SELECT hub_id, instance_id FROM durable.sessions s
                WHERE owner IS NOT NULL AND NOT EXISTS (SELECT FROM durable.workers w WHERE w.worker_id = s.owner)
                FOR NO KEY UPDATE SKIP LOCKED
            )
            UPDATE durable.sessions s
            SET owner = NULL, ready_at = coalesce(ready_at, clock_timestamp()), lost_claims = lost_claims + CASE
                WHEN EXISTS (SELECT FROM durable.messages m WHERE m.hub_id = s.hub_id AND m.instance_id = s.instance_id)
                  OR NOT EXISTS (SELECT FROM durable.history h WHERE h.execution_id = s.execution_id) THEN 1 ELSE 0 END
            FROM lost l WHERE s.hub_id = l.hub_id AND s.instance_id = l.instance_id
            """);
        return await batch.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Takes a process off the list that stops in good order, freeing what it still claims.</summary>
    public static async Task LeaveAsync(NpgsqlConnection connection, long worker, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("UPDATE durable.activities SET owner = NULL WHERE owner = $1", worker);
        batch.Add("UPDATE durable.sessions SET owner = NULL, ready_at = coalesce(ready_at, clock_timestamp()) WHERE owner = $1", worker);
        batch.Add("DELETE FROM durable.workers WHERE worker_id = $1", worker);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }
}
