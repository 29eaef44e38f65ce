using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Claims activities from the queue, in batches: keys in turn, and of a key the oldest first.</summary>
internal static class ActivityClaims
{
    /// <summary>How many activities of a key are claimed in one turn: together they make fewer and larger steps.</summary>
    private const int Slice = 20;

    private static readonly string Claim =
        $"""
        WITH RECURSIVE {Turns.Clauses("durable.activities", "q.hub_id = $1 AND q.owner IS NULL AND q.lost_claims < $4", "$3", Slice, "$6")},
        usual AS (
            SELECT a.execution_id, a.task_id, t.place FROM turns t CROSS JOIN LATERAL (
                SELECT q.execution_id, q.task_id FROM durable.activities q
                WHERE q.hub_id = $1 AND q.owner IS NULL AND q.lost_claims < $4 AND q.fairness_key = t.fairness_key
                ORDER BY q.queue_id LIMIT (SELECT quota FROM share) FOR UPDATE SKIP LOCKED) a
            LIMIT $3
        ), suspect AS (
            SELECT execution_id, task_id, NULL::bigint AS place FROM durable.activities
            WHERE $5 AND hub_id = $1 AND owner IS NULL AND lost_claims > 0 AND lost_claims >= $4 ORDER BY queue_id LIMIT 1 FOR UPDATE SKIP LOCKED
        ), picked AS (SELECT * FROM usual UNION ALL SELECT * FROM suspect), claimed AS (
            UPDATE durable.activities a SET owner = $2 FROM picked p
            WHERE a.execution_id = p.execution_id AND a.task_id = p.task_id
            RETURNING a.execution_id, a.task_id, a.instance_id, a.name, a.version, {PayloadReference.Whole("a", "input")}, a.fairness_key, a.lost_claims, p.place, a.queue_id, a.payload_id IS NOT NULL
        )
        SELECT {TurnShare.Columns}, c.* FROM share s LEFT JOIN claimed c ON true ORDER BY c.queue_id
        """;

    /// <summary>Claims activities.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="hub">The task hub.</param>
    /// <param name="owner">The process.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="after">The key after which the turn begins.</param>
    /// <param name="suspectFrom">Lost claims from which on an activity is a suspect.</param>
    /// <param name="withSuspect">Whether one suspect may be claimed, beyond the limit.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    /// <returns>The activities, and how the turn ended.</returns>
    public static async Task<(List<ClaimedActivity> Claimed, TurnTaken Turn)> ClaimAsync(
        NpgsqlConnection connection,
        int hub,
        long owner,
        int limit,
        string after,
        int suspectFrom,
        bool withSuspect,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(Claim, hub, owner, (long)limit, suspectFrom, withSuspect, after);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var claimed = new List<ClaimedActivity>();
        var inTurn = new List<(string Key, long Place)>();
        TurnShare? share = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            share ??= TurnShare.Read(reader);
            if (reader.IsDBNull(3))
            {
                continue;
            }

            claimed.Add(Activity(reader));
            if (!reader.IsDBNull(11))
            {
                inTurn.Add((claimed[^1].FairnessKey, reader.GetInt64(11)));
            }
        }

        return (claimed, share?.Taken(limit, inTurn) ?? new TurnTaken(after, MayBeMore: false));
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

    private static ClaimedActivity Activity(NpgsqlDataReader reader) => new(
        reader.GetGuid(3),
        reader.GetInt32(4),
        reader.GetString(5),
        reader.GetString(6),
        reader.GetString(7),
        reader.IsDBNull(8) ? null : reader.GetString(8))
    {
        FairnessKey = reader.GetString(9),
        LostClaims = reader.GetInt32(10),
        HasLostInput = reader.GetBoolean(13) && reader.IsDBNull(8),
    };
}
