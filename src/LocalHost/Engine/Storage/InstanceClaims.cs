using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.Execution;
using LocalHost.Engine.History;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Claims instances that have something to do, and reads them and their messages.</summary>
internal static class InstanceClaims
{
    private static readonly string Claim =
        $"""
        WITH RECURSIVE {Turns.Clauses("durable.sessions", "q.hub_id = $1 AND q.owner IS NULL AND q.ready_at IS NOT NULL AND q.lost_claims < $5", "$4", slice: 1, "$7")},
        held AS (
            SELECT instance_id, 0 AS step, NULL::bigint AS place FROM durable.sessions
            WHERE hub_id = $1 AND owner = $2 AND ready_at IS NOT NULL ORDER BY ready_at LIMIT $3 FOR NO KEY UPDATE SKIP LOCKED
        ), free AS (
            SELECT i.instance_id, 1 AS step, t.place FROM turns t CROSS JOIN LATERAL (
                SELECT q.instance_id FROM durable.sessions q
                WHERE q.hub_id = $1 AND q.owner IS NULL AND q.ready_at IS NOT NULL AND q.lost_claims < $5 AND q.fairness_key = t.fairness_key
                ORDER BY q.ready_at LIMIT (SELECT quota FROM share) FOR NO KEY UPDATE SKIP LOCKED) i
            LIMIT $4
        ), suspect AS (
            SELECT instance_id, 1 AS step, NULL::bigint AS place FROM durable.sessions
            WHERE $6 AND hub_id = $1 AND owner IS NULL AND ready_at IS NOT NULL AND lost_claims > 0 AND lost_claims >= $5
            ORDER BY ready_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED
        ), picked AS (SELECT * FROM held UNION ALL SELECT * FROM free UNION ALL SELECT * FROM suspect), claimed AS (
            UPDATE durable.sessions s SET owner = $2, epoch = s.epoch + p.step, ready_at = NULL
            FROM picked p WHERE s.hub_id = $1 AND s.instance_id = p.instance_id
            RETURNING s.instance_id, s.execution_id, s.epoch, s.lost_claims, s.fairness_key, p.place
        )
        SELECT {TurnShare.Columns}, c.* FROM share s LEFT JOIN claimed c ON true
        """;

    /// <summary>
    /// Takes up the rings of instances this process holds, and claims further ones that nobody holds: keys in turn, and of a key
    /// the longest waiting first. Of suspects, whose claims were lost so often, one at most is claimed, and only when the caller asks
    /// for it. Rows that a commit holds right now are passed over; they are found the next time.
    /// </summary>
    /// <returns>The claims, and how the turn of those that nobody held ended.</returns>
    public static async Task<(List<ClaimedInstance> Claims, TurnTaken Turn)> ClaimAsync(
        NpgsqlConnection connection,
        int hub,
        long owner,
        int limit,
        int roomForNew,
        string after,
        int suspectFrom,
        bool withSuspect,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(Claim, hub, owner, (long)limit, (long)roomForNew, suspectFrom, withSuspect, after);
        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var claims = new List<ClaimedInstance>();
        var inTurn = new List<(string Key, long Place)>();
        TurnShare? share = null;
        while (await reader.ReadAsync(cancellationToken))
        {
            share ??= TurnShare.Read(reader);
            if (reader.IsDBNull(3))
            {
                continue;
            }

            claims.Add(new ClaimedInstance(reader.GetString(3), reader.GetGuid(4), reader.GetInt64(5), reader.GetInt32(6)));
            if (!reader.IsDBNull(8))
            {
                inTurn.Add((reader.GetString(7), reader.GetInt64(8)));
            }
        }

        return (claims, share?.Taken(roomForNew, inTurn) ?? new TurnTaken(after, MayBeMore: false));
    }

    /// <summary>Reads messages of some instances, and the instances that are not in memory with their histories.</summary>
    /// <returns>Messages in order, loaded instances by id, and whether more instances are rung than were claimed.</returns>
    public static async Task<(List<StoredMessage> Messages, Dictionary<string, LoadedInstance> Loaded, bool More)> ReadAsync(
        NpgsqlConnection connection,
        int hub,
        long owner,
        string[] instances,
        IReadOnlyList<ClaimedInstance> toLoad,
        int messageLimit,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("SELECT EXISTS (SELECT FROM durable.sessions WHERE hub_id = $1 AND owner = $2 AND ready_at IS NOT NULL)", hub, owner);
        batch.Add(
            """
            SELECT i.instance_id, m.message_id, m.execution_id, m.body, m.payload_id, p.data
            FROM unnest($2::text[]) i (instance_id)
            CROSS JOIN LATERAL (
                SELECT message_id, execution_id, body, payload_id FROM durable.messages
                WHERE hub_id = $1 AND instance_id = i.instance_id ORDER BY message_id LIMIT $3) m
            LEFT JOIN durable.payloads p ON p.hub_id = $1 AND p.instance_id = i.instance_id AND p.payload_id = m.payload_id
            ORDER BY i.instance_id, m.message_id
            """,
            hub,
            instances,
            (long)messageLimit);
        if (toLoad.Count > 0)
        {
            batch.Add(
                $"""
                SELECT i.instance_id, i.execution_id, i.name, i.version, i.status, {PayloadReference.Whole("i", "input")},
                       {PayloadReference.Whole("i", "custom_status")}, CASE WHEN i.start_at IS NOT NULL THEN (
                           SELECT t.fire_at FROM durable.timers t WHERE t.execution_id = i.execution_id AND t.task_id = -1) END,
                       i.carried,
                       i.parent_name, i.parent_instance_id, i.parent_execution_id, i.parent_task_id, i.updated_at,
                       coalesce(i.fairness_key, i.instance_id), left(i.custom_status, 33)
                FROM durable.instances i WHERE i.hub_id = $1 AND i.instance_id = ANY($2)
                """,
                hub,
                toLoad.Column(claim => claim.InstanceId));
            batch.Add(
                "SELECT execution_id, step, taken_at, events FROM durable.history WHERE execution_id = ANY($1) ORDER BY execution_id, step",
                toLoad.Column(claim => claim.ExecutionId));
        }

        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var more = reader.GetBoolean(0);
        await reader.NextResultAsync(cancellationToken);
        var messages = await MessagesAsync(reader, cancellationToken);
        var loaded = new Dictionary<string, LoadedInstance>(StringComparer.Ordinal);
        if (toLoad.Count > 0)
        {
            await InstancesAsync(reader, loaded, cancellationToken);
            await HistoryAsync(reader, loaded, cancellationToken);
        }

        await reader.DisposeAsync();
        await BringBackAsync(connection, hub, loaded, cancellationToken);
        return (messages, loaded, more);
    }

    /// <summary>
    /// Gives instances back; what is rung meanwhile waits for whoever claims them next. With <paramref name="ring"/> the next
    /// claimant looks at them even though nothing rang; so it does when messages wait whose ring was taken up by a read that failed.
    /// </summary>
    public static async Task ReleaseAsync(
        NpgsqlConnection connection,
        int hub,
        long owner,
        IReadOnlyList<(string InstanceId, long Epoch)> claims,
        bool ring,
        CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add(
            """
            UPDATE durable.sessions s SET owner = NULL, ready_at = CASE
                WHEN $5 OR EXISTS (SELECT FROM durable.messages m WHERE m.hub_id = s.hub_id AND m.instance_id = s.instance_id)
                THEN coalesce(s.ready_at, clock_timestamp()) ELSE s.ready_at END
            FROM unnest($3::text[], $4::bigint[]) r (instance_id, epoch)
            WHERE s.hub_id = $1 AND s.owner = $2 AND s.instance_id = r.instance_id AND s.epoch = r.epoch
            """,
            hub,
            owner,
            claims.Column(claim => claim.InstanceId),
            claims.Column(claim => claim.Epoch),
            ring);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Rings everything this process holds.</summary>
    public static async Task RingHeldAsync(NpgsqlConnection connection, long owner, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("UPDATE durable.sessions SET ready_at = clock_timestamp() WHERE owner = $1 AND ready_at IS NULL", owner);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What the store believes this process holds.</summary>
    public static async Task<List<(string InstanceId, long Epoch)>> HeldAsync(NpgsqlConnection connection, long owner, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("SELECT instance_id, epoch FROM durable.sessions WHERE owner = $1", owner);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var held = new List<(string, long)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            held.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return held;
    }

    private static async Task<List<StoredMessage>> MessagesAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var messages = new List<StoredMessage>();
        while (await reader.ReadAsync(cancellationToken))
        {
            messages.Add(new StoredMessage(
                reader.GetString(0),
                reader.GetInt64(1),
                reader.IsDBNull(2) ? null : reader.GetGuid(2),
                Item(reader)));
        }

        return messages;
    }

    private static HistoryItem Item(NpgsqlDataReader reader)
    {
        var item = HistoryJson.ReadItem(reader.GetString(3));
        return reader.IsDBNull(5) ? item : item with { Data = reader.GetString(5), DataReference = reader.GetGuid(4) };
    }

    /// <summary>Puts the texts into histories and carried events that a replay needs.</summary>
    private static async Task BringBackAsync(NpgsqlConnection connection, int hub, Dictionary<string, LoadedInstance> loaded, CancellationToken cancellationToken)
    {
        var items = loaded.SelectMany(row => row.Value.History
            .SelectMany(step => step.Record.Received)
            .Concat(row.Value.Facts.Carried)
            .Select(item => (row.Key, item)));
        var payloads = await PayloadReader.ReadAsync(connection, hub, items, withInputs: false, cancellationToken);
        foreach (var (instanceId, instance) in payloads.Count == 0 ? [] : loaded.ToList())
        {
            var carried = instance.Facts.Carried.Select(item => PayloadReader.Whole(item, instanceId, payloads));
            var whole = instance with { Facts = instance.Facts with { Carried = [.. carried] } };
            for (var step = 0; step < whole.History.Count; step++)
            {
                whole.History[step] = PayloadReader.Whole(whole.History[step], instanceId, payloads);
            }

            loaded[instanceId] = whole;
        }
    }

    private static async Task InstancesAsync(NpgsqlDataReader reader, Dictionary<string, LoadedInstance> loaded, CancellationToken cancellationToken)
    {
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var parentName = Text(reader, 9);
            var parentId = Text(reader, 10);
            loaded.Add(reader.GetString(0), new LoadedInstance
            {
                Facts = new InstanceFacts
                {
                    InstanceId = reader.GetString(0),
                    ExecutionId = reader.GetGuid(1),
                    Name = reader.GetString(2),
                    Version = reader.GetString(3),
                    Input = Text(reader, 5),
                    Parent = parentName is null || parentId is null ? null : new ParentOrchestrationInstance(parentName, parentId),
                    Carried = HistoryJson.ReadItems(Text(reader, 8)),
                    FairnessKey = reader.GetString(14),
                },
                Status = (OrchestrationRuntimeStatus)reader.GetInt16(4),
                CustomStatus = Text(reader, 6),
                CustomStatusReference = PayloadReference.Read(Text(reader, 15)),
                StartAt = reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7),
                ParentExecutionId = reader.IsDBNull(11) ? null : reader.GetGuid(11),
                ParentTaskId = reader.IsDBNull(12) ? null : reader.GetInt32(12),
                UpdatedAt = reader.GetFieldValue<DateTimeOffset>(13),
            });
        }
    }

    private static async Task HistoryAsync(NpgsqlDataReader reader, Dictionary<string, LoadedInstance> loaded, CancellationToken cancellationToken)
    {
        var byGeneration = loaded.Values.ToDictionary(instance => instance.Facts.ExecutionId);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            if (byGeneration.TryGetValue(reader.GetGuid(0), out var instance))
            {
                instance.History.Add(new StoredStep(
                    reader.GetInt32(1),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    HistoryJson.ReadStep(reader.GetString(3))));
            }
        }
    }

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
