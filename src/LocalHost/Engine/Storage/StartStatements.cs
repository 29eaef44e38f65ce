using LocalHost.DurableTask.Client;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>The statements that bring instances to life. Of two that start the same id at once, one wins.</summary>
internal static class StartStatements
{
    public static void Write(NpgsqlBatch batch, int hub, WritePlan plan)
    {
        if (plan.Started.Count == 0)
        {
            return;
        }

        // Everybody inserts in the same order, so that nobody waits in a circle.
        var started = plan.Started.OrderBy(instance => instance.InstanceId, StringComparer.Ordinal).ToList();
        InsertSessions(batch, hub, started);
        InsertInstances(batch, hub, started);
        var replaced = started
            .Where(instance => plan.Existing.TryGetValue(instance.InstanceId, out var existing) && existing.ExecutionId != instance.ExecutionId)
            .Select(instance => plan.Existing[instance.InstanceId].ExecutionId)
            .ToArray();
        if (replaced.Length > 0)
        {
            PayloadStatements.Replace(batch, hub, [.. started.Where(instance => plan.Existing.ContainsKey(instance.InstanceId))]);
            batch.Add("DELETE FROM durable.history WHERE execution_id = ANY($1)", replaced);
            DeadLetterStatements.Remove(batch, replaced);
        }

        var later = started.Where(instance => instance.StartAt is not null).ToList();
        if (later.Count > 0)
        {
            batch.Add(
                """
                INSERT INTO durable.timers (hub_id, instance_id, execution_id, task_id, fire_at)
                SELECT $1, r.instance_id, r.execution_id, -1, r.start_at
                FROM unnest($2::text[], $3::uuid[], $4::timestamptz[]) r (instance_id, execution_id, start_at)
                ON CONFLICT DO NOTHING
                """,
                hub,
                later.Column(instance => instance.InstanceId),
                later.Column(instance => instance.ExecutionId),
                later.Column(instance => instance.StartAt ?? instance.CreatedAt));
        }

        RefuseChildren(batch, hub, [.. started.Where(instance => instance.RefusalBody is not null)]);
        batch.Add(
            "SELECT execution_id FROM durable.sessions WHERE hub_id = $1 AND instance_id = ANY($2)",
            hub,
            started.Column(instance => instance.InstanceId));
    }

    private static void InsertSessions(NpgsqlBatch batch, int hub, List<NewInstance> started) => batch.Add(
        """
        INSERT INTO durable.sessions (hub_id, instance_id, execution_id, ready_at, updated_at, fairness_key)
        SELECT $1, r.instance_id, r.execution_id, CASE WHEN r.later THEN NULL ELSE clock_timestamp() END, r.at, r.fairness_key
        FROM unnest($2::text[], $3::uuid[], $4::boolean[], $5::timestamptz[], $6::text[])
            WITH ORDINALITY r (instance_id, execution_id, later, at, fairness_key, place)
        ORDER BY r.place
        ON CONFLICT DO NOTHING
        """,
        hub,
        started.Column(instance => instance.InstanceId),
        started.Column(instance => instance.ExecutionId),
        started.Column(instance => instance.StartAt is not null),
        started.Column(instance => instance.CreatedAt),
        started.Column(instance => instance.FairnessKey ?? instance.InstanceId));

    private static void InsertInstances(NpgsqlBatch batch, int hub, List<NewInstance> started) => batch.Add(
        """
        INSERT INTO durable.instances (
            hub_id, instance_id, execution_id, name, version, input, tags, created_at, start_at,
            parent_instance_id, parent_execution_id, parent_task_id, parent_name, fairness_key, status, updated_at)
        SELECT $1, r.*, $15::smallint, r.created_at
        FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::timestamptz[],
                    $10::text[], $11::uuid[], $12::integer[], $13::text[], $14::text[])
            r (instance_id, execution_id, name, version, input, tags, created_at, start_at,
               parent_instance_id, parent_execution_id, parent_task_id, parent_name, fairness_key)
        JOIN durable.sessions s ON s.hub_id = $1 AND s.instance_id = r.instance_id AND s.execution_id = r.execution_id
        ON CONFLICT (hub_id, instance_id) DO UPDATE SET
            execution_id = excluded.execution_id, name = excluded.name, version = excluded.version, input = excluded.input,
            tags = excluded.tags, created_at = excluded.created_at, start_at = excluded.start_at,
            parent_instance_id = excluded.parent_instance_id, parent_execution_id = excluded.parent_execution_id,
            parent_task_id = excluded.parent_task_id, parent_name = excluded.parent_name,
            fairness_key = excluded.fairness_key,
            status = excluded.status, updated_at = excluded.updated_at,
            completed_at = NULL, output = NULL, custom_status = NULL, failure = NULL, carried = NULL
        WHERE durable.instances.execution_id <> excluded.execution_id
        """,
        hub,
        started.Column(instance => instance.InstanceId),
        started.Column(instance => instance.ExecutionId),
        started.Column(instance => instance.Name),
        started.Column(instance => instance.Version),
        started.Column(instance => instance.Input),
        started.Column(instance => instance.Tags),
        started.Column(instance => instance.CreatedAt),
        started.Column(instance => instance.StartAt),
        started.Column(instance => instance.ParentInstanceId),
        started.Column(instance => instance.ParentExecutionId),
        started.Column(instance => instance.ParentTaskId),
        started.Column(instance => instance.ParentName),
        started.Column(instance => instance.FairnessKey),
        (short)OrchestrationRuntimeStatus.Pending);

    private static void RefuseChildren(NpgsqlBatch batch, int hub, List<NewInstance> children)
    {
        if (children.Count == 0)
        {
            return;
        }

        batch.Add(
            """
            INSERT INTO durable.messages (hub_id, instance_id, execution_id, body)
            SELECT $1, r.parent_instance_id, r.parent_execution_id, r.body
            FROM unnest($2::text[], $3::uuid[], $4::text[], $5::uuid[], $6::text[]) r (instance_id, execution_id, parent_instance_id, parent_execution_id, body)
            WHERE NOT EXISTS (
                SELECT FROM durable.sessions s WHERE s.hub_id = $1 AND s.instance_id = r.instance_id AND s.execution_id = r.execution_id)
            """,
            hub,
            children.Column(child => child.InstanceId),
            children.Column(child => child.ExecutionId),
            children.Column(child => child.ParentInstanceId),
            children.Column(child => child.ParentExecutionId),
            children.Column(child => child.RefusalBody));
    }
}
