using System.Globalization;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.Execution;
using LocalHost.Engine.Work;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Work that was given up: lists it and replays it.</summary>
internal sealed class DeadLetters(DurableDatabase database, EngineSignals signals, TimeProvider time)
{
    /// <summary>One page, oldest first.</summary>
    /// <exception cref="ArgumentException">The continuation token is not one of this listing.</exception>
    public async Task<Page<DeadLetter>> PageAsync(int pageSize, string? continuationToken, CancellationToken cancellationToken)
    {
        var after = 0L;
        if (!string.IsNullOrEmpty(continuationToken) && !long.TryParse(continuationToken, NumberStyles.None, CultureInfo.InvariantCulture, out after))
        {
            throw new ArgumentException("The continuation token is not one that this listing gave out.", nameof(continuationToken));
        }

        var hub = await database.HubAsync(cancellationToken);
        await using var command = database.DataSource.CreateCommand(
            """
            SELECT dead_letter_id, kind, instance_id, name, attempts, reason, created_at FROM durable.dead_letters
            WHERE hub_id = $1 AND dead_letter_id > $2 ORDER BY dead_letter_id LIMIT $3
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = hub });
        command.Parameters.Add(new NpgsqlParameter { Value = after });
        command.Parameters.Add(new NpgsqlParameter { Value = pageSize + 1L });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<DeadLetter>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new DeadLetter(
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetInt32(4),
                reader.GetString(5),
                reader.GetFieldValue<DateTimeOffset>(6)));
        }

        if (found.Count <= pageSize)
        {
            return new Page<DeadLetter>(found);
        }

        found.RemoveAt(pageSize);
        return new Page<DeadLetter>(found, found[^1].Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Rewinds the failed instance of a dead letter; when its parents failed with it, the topmost of them.</summary>
    public async Task<DeadLetterReplay> ReplayAsync(long id, CancellationToken cancellationToken)
    {
        var (found, instance) = await TopmostFailedAsync(id, cancellationToken);
        if (!found)
        {
            return DeadLetterReplay.NotFound;
        }

        const string reason = "A dead letter is replayed.";
        if (instance is null || !await Rewinds.RewindAsync(database, instance, reason, StoredTime.Truncate(time.GetUtcNow()), cancellationToken))
        {
            return DeadLetterReplay.NotFailed;
        }

        signals.Publish(new CommitEffects { InstancesReady = true });
        return DeadLetterReplay.Replayed;
    }

    private async Task<(bool Found, string? Instance)> TopmostFailedAsync(long id, CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        await using var command = database.DataSource.CreateCommand(
            """
            WITH RECURSIVE failed AS (
                SELECT i.instance_id, i.parent_instance_id, i.parent_execution_id, 0 AS height
                FROM durable.dead_letters d
                JOIN durable.instances i ON i.hub_id = d.hub_id AND i.instance_id = d.instance_id AND i.execution_id = d.execution_id
                WHERE d.hub_id = $1 AND d.dead_letter_id = $2 AND i.status = $3
                UNION ALL
                SELECT p.instance_id, p.parent_instance_id, p.parent_execution_id, f.height + 1
                FROM failed f
                JOIN durable.instances p ON p.hub_id = $1 AND p.instance_id = f.parent_instance_id AND p.execution_id = f.parent_execution_id
                WHERE p.status = $3
            )
            SELECT EXISTS (SELECT FROM durable.dead_letters WHERE hub_id = $1 AND dead_letter_id = $2),
                   (SELECT instance_id FROM failed ORDER BY height DESC LIMIT 1)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = hub });
        command.Parameters.Add(new NpgsqlParameter { Value = id });
        command.Parameters.Add(new NpgsqlParameter { Value = (short)OrchestrationRuntimeStatus.Failed });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetBoolean(0), await reader.IsDBNullAsync(1, cancellationToken) ? null : reader.GetString(1));
    }
}
