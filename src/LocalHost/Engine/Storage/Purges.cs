using LocalHost.DurableTask.Client;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>Removes finished instances with their histories. An instance that is alive is never touched.</summary>
internal static class Purges
{
    /// <summary>Follows a statement that begins with the query <c>removed (execution_id, instance_id)</c>, whose <c>$1</c> is the hub.</summary>
    private const string WhatBelongsToRemoved =
        """
        , histories AS (DELETE FROM durable.history h USING removed r WHERE h.execution_id = r.execution_id),
        letters AS (DELETE FROM durable.dead_letters d USING removed r WHERE d.execution_id = r.execution_id),
        activities AS (DELETE FROM durable.activities a USING removed r WHERE a.execution_id = r.execution_id),
        payloads AS (DELETE FROM durable.payloads p USING removed r WHERE p.hub_id = $1 AND p.instance_id = r.instance_id)
        SELECT count(*)::integer FROM removed
        """;

    /// <summary>Removes one instance, and on request its finished descendants.</summary>
    /// <returns>How many instances were removed.</returns>
    public static async Task<int> OneAsync(DurableDatabase database, string instanceId, bool recursive, CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        await using var command = database.DataSource.CreateCommand(
            $"""
            WITH RECURSIVE family AS (
                SELECT instance_id FROM durable.instances WHERE hub_id = $1 AND instance_id = $2 AND completed_at IS NOT NULL
                UNION
                SELECT i.instance_id FROM durable.instances i JOIN family f ON i.parent_instance_id = f.instance_id
                WHERE $3 AND i.hub_id = $1 AND i.completed_at IS NOT NULL
            ), removed AS (
                DELETE FROM durable.instances i USING family f
                WHERE i.hub_id = $1 AND i.instance_id = f.instance_id AND i.completed_at IS NOT NULL RETURNING i.execution_id, i.instance_id
            )
            {WhatBelongsToRemoved}
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = hub });
        command.Parameters.Add(new NpgsqlParameter { Value = instanceId });
        command.Parameters.Add(new NpgsqlParameter { Value = recursive });
        return (int)(await command.ExecuteScalarAsync(cancellationToken) ?? 0);
    }

    /// <summary>The ids of finished instances a filter matches, some at a time.</summary>
    public static async Task<List<string>> MatchingAsync(
        DurableDatabase database,
        PurgeInstancesFilter filter,
        int limit,
        CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        await using var command = database.DataSource.CreateCommand(
            """
            SELECT instance_id FROM durable.instances
            WHERE hub_id = $1 AND completed_at IS NOT NULL AND ($2::timestamptz IS NULL OR created_at >= $2)
              AND ($3::timestamptz IS NULL OR created_at <= $3) AND ($4::smallint[] IS NULL OR status = ANY($4))
            LIMIT $5
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = hub });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)filter.CreatedFrom?.ToUniversalTime() ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)filter.CreatedTo?.ToUniversalTime() ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)filter.Statuses?.Select(status => (short)status).ToArray() ?? DBNull.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = (long)limit });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }

    /// <summary>Removes some finished instances in one transaction.</summary>
    public static async Task<int> ManyAsync(DurableDatabase database, string[] instances, CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        await using var command = database.DataSource.CreateCommand(
            $"""
            WITH removed AS (
                DELETE FROM durable.instances WHERE hub_id = $1 AND instance_id = ANY($2) AND completed_at IS NOT NULL RETURNING execution_id, instance_id
            )
            {WhatBelongsToRemoved}
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = hub });
        command.Parameters.Add(new NpgsqlParameter { Value = instances });
        return (int)(await command.ExecuteScalarAsync(cancellationToken) ?? 0);
    }

    /// <summary>
    /// Removes instances that finished before a time, the oldest first, in one short transaction. Rows that somebody else is at
    /// work on are passed over, so several processes can purge at once.
    /// </summary>
    /// <returns>How many instances were removed.</returns>
    public static async Task<int> FinishedBeforeAsync(DurableDatabase database, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var hub = await database.HubAsync(cancellationToken);
        await using var command = database.DataSource.CreateCommand(
            $"""
            WITH old AS (
                SELECT instance_id FROM durable.instances
                WHERE hub_id = $1 AND completed_at IS NOT NULL AND completed_at < $2
                ORDER BY completed_at, instance_id LIMIT $3 FOR UPDATE SKIP LOCKED
            ), removed AS (
                DELETE FROM durable.instances i USING old o
                WHERE i.hub_id = $1 AND i.instance_id = o.instance_id AND i.completed_at IS NOT NULL RETURNING i.execution_id, i.instance_id
            )
            {WhatBelongsToRemoved}
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = hub });
        command.Parameters.Add(new NpgsqlParameter { Value = before.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter { Value = (long)limit });
        return (int)(await command.ExecuteScalarAsync(cancellationToken) ?? 0);
    }
}
