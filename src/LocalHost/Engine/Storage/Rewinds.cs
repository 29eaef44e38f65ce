using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.Execution;
using LocalHost.Engine.History;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Brings failed instances back to life, with the failed descendants they wait for, in one transaction.</summary>
internal static class Rewinds
{
    private static readonly short[] Failed = [(short)OrchestrationRuntimeStatus.Failed];
    private static readonly short[] FailedOrTerminated = [(short)OrchestrationRuntimeStatus.Failed, (short)OrchestrationRuntimeStatus.Terminated];

    /// <summary>Rewinds an instance.</summary>
    /// <returns>False when it is unknown or has not failed.</returns>
    public static async Task<bool> RewindAsync(DurableDatabase database, string instanceId, string reason, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var message = HistoryJson.Write(new HistoryItem { Kind = HistoryItemKind.Rewound, Reason = reason });
        if (await ReviveAsync(connection, hub, instanceId, Failed, message, at, cancellationToken) is not { } generation)
        {
            return false;
        }

        await database.Faults.ReachAsync(FaultPoint.Rewinding);
        var waiting = new Queue<(string InstanceId, Guid Generation)>([(instanceId, generation)]);
        while (waiting.TryDequeue(out var parent))
        {
            var steps = await StepsAsync(connection, parent.Generation, cancellationToken);
            foreach (var (taskId, child) in Rewinding.OpenChildren(steps))
            {
                if (await AnswerAsync(connection, hub, parent.Generation, taskId, child, cancellationToken) is { } answer)
                {
                    await SendAsync(connection, hub, parent.InstanceId, parent.Generation, HistoryJson.Write(answer), cancellationToken, from: child, PayloadReference.Read(answer.Data));
                }
                else if (await ReviveAsync(connection, hub, child, FailedOrTerminated, message, at, cancellationToken) is { } revived)
                {
                    waiting.Enqueue((child, revived));
                }
            }
        }

        await transaction.CommitAsync(cancellationToken);
        await database.Faults.ReachAsync(FaultPoint.Rewound);
        return true;
    }

    /// <summary>Makes a finished instance one that is alive. Sessions before instances, in the order in which everybody writes.</summary>
    private static async Task<Guid?> ReviveAsync(
        NpgsqlConnection connection,
        int hub,
        string instanceId,
        short[] statuses,
        string message,
        DateTimeOffset at,
        CancellationToken cancellationToken)
    {
        await using var session = Command(
            connection,
            """
            INSERT INTO durable.sessions (hub_id, instance_id, execution_id, ready_at, updated_at, fairness_key)
            SELECT hub_id, instance_id, execution_id, clock_timestamp(), $3, coalesce(fairness_key, instance_id) FROM durable.instances
            WHERE hub_id = $1 AND instance_id = $2 AND status = ANY($4)
            ON CONFLICT DO NOTHING RETURNING execution_id
            """,
            hub,
            instanceId,
            at,
            statuses);
        if (await session.ExecuteScalarAsync(cancellationToken) is not Guid generation)
        {
            return null;
        }

        await using var instance = Command(
            connection,
            """
            UPDATE durable.instances SET status = $4, completed_at = NULL, output = NULL, failure = NULL, updated_at = $5
            WHERE hub_id = $1 AND instance_id = $2 AND execution_id = $3 AND completed_at IS NOT NULL
            """,
            hub,
            instanceId,
            generation,
            (short)OrchestrationRuntimeStatus.Running,
            at);
        if (await instance.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            throw new InvalidOperationException($"The instance '{instanceId}' was started or purged while it was to be rewound.");
        }

        await using var letters = Command(connection, "DELETE FROM durable.dead_letters WHERE execution_id = $1", generation);
        await letters.ExecuteNonQueryAsync(cancellationToken);

        // Calls nobody had waited for are open calls again, to be queued anew.
        await using var activities = Command(connection, "DELETE FROM durable.activities WHERE execution_id = $1", generation);
        await activities.ExecuteNonQueryAsync(cancellationToken);
        await SendAsync(connection, hub, instanceId, generation, message, cancellationToken);
        return generation;
    }

    /// <summary>What a child has to tell its parent now; null when it is alive and will tell, or is to be rewound.</summary>
    private static async Task<HistoryItem?> AnswerAsync(
        NpgsqlConnection connection,
        int hub,
        Guid parent,
        int taskId,
        string child,
        CancellationToken cancellationToken)
    {
        // Under the child's lock, so that it cannot finish unheard of between this look and the commit.
        await using var alive = Command(connection, "SELECT FROM durable.sessions WHERE hub_id = $1 AND instance_id = $2 FOR NO KEY UPDATE", hub, child);
        await alive.ExecuteNonQueryAsync(cancellationToken);
        await using var look = Command(
            connection,
            "SELECT status, output FROM durable.instances WHERE hub_id = $1 AND instance_id = $2 AND parent_execution_id = $3 AND parent_task_id = $4",
            hub,
            child,
            parent,
            taskId);
        await using var reader = await look.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken))
        {
            var message = $"The sub-orchestration '{child}' is not there any more, so it cannot be rewound.";
            return new HistoryItem
            {
                Kind = HistoryItemKind.ChildFailed,
                Id = taskId,
                Failure = new TaskFailureDetails("OrchestrationNotFound", message, StackTrace: null, InnerFailure: null, Properties: null),
            };
        }

        return (OrchestrationRuntimeStatus)reader.GetInt16(0) == OrchestrationRuntimeStatus.Completed
            ? new HistoryItem { Kind = HistoryItemKind.ChildCompleted, Id = taskId, Data = await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1) }
            : null;
    }

    private static async Task<List<StoredStep>> StepsAsync(NpgsqlConnection connection, Guid generation, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "SELECT step, taken_at, events FROM durable.history WHERE execution_id = $1 ORDER BY step", generation);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var steps = new List<StoredStep>();
        while (await reader.ReadAsync(cancellationToken))
        {
            steps.Add(new StoredStep(reader.GetInt32(0), reader.GetFieldValue<DateTimeOffset>(1), HistoryJson.ReadStep(reader.GetString(2))));
        }

        return steps;
    }

    private static async Task SendAsync(NpgsqlConnection connection, int hub, string instanceId, Guid generation, string body, CancellationToken cancellationToken, string? from = null, Guid? payload = null)
    {
        if (payload is not null)
        {
            // The child's text becomes the parent's own, so that either may be purged.
            await using var copy = Command(
                connection,
                """
                INSERT INTO durable.payloads (hub_id, instance_id, payload_id, data)
                SELECT hub_id, $3, payload_id, data FROM durable.payloads WHERE hub_id = $1 AND instance_id = $2 AND payload_id = $4
                ON CONFLICT DO NOTHING
                """,
                hub,
                from ?? instanceId,
                instanceId,
                payload);
            await copy.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = Command(
            connection,
            "INSERT INTO durable.messages (hub_id, instance_id, execution_id, body, payload_id) VALUES ($1, $2, $3, $4, $5)",
            hub,
            instanceId,
            generation,
            body,
            (object?)payload ?? DBNull.Value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object> parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return command;
    }
}
