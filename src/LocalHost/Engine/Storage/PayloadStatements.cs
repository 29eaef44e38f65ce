using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>The statements that put texts aside, and drop them when nothing refers to them any more.</summary>
internal static class PayloadStatements
{
    public static void Write(NpgsqlBatch batch, int hub, WritePlan plan)
    {
        Drop(batch, hub, [.. plan.Steps.Where(step => step.DroppedPayload is not null)]);
        if (plan.Payloads.Count > 0)
        {
            batch.Add(
                """
                INSERT INTO durable.payloads (hub_id, instance_id, payload_id, data)
                SELECT $1, r.* FROM unnest($2::text[], $3::uuid[], $4::text[]) r ON CONFLICT DO NOTHING
                """,
                hub,
                plan.Payloads.Column(payload => payload.InstanceId),
                plan.Payloads.Column(payload => payload.PayloadId),
                plan.Payloads.Column(payload => payload.Data));
        }

        StartOver(batch, hub, [.. plan.Steps.Where(step => step.Next is not null)]);
    }

    /// <summary>Drops what earlier runs of instances have left that are started anew. Activities that nobody awaits may still need theirs.</summary>
    public static void Replace(NpgsqlBatch batch, int hub, IReadOnlyList<NewInstance> replacing) => batch.Add(
        """
        DELETE FROM durable.payloads p USING unnest($2::text[], $3::uuid[]) r (instance_id, execution_id), durable.sessions s
        WHERE p.hub_id = $1 AND p.instance_id = r.instance_id
          AND s.hub_id = $1 AND s.instance_id = r.instance_id AND s.execution_id = r.execution_id
          AND NOT EXISTS (SELECT FROM durable.activities a WHERE a.payload_id = p.payload_id)
        """,
        hub,
        replacing.Column(instance => instance.InstanceId),
        replacing.Column(instance => instance.ExecutionId));

    private static void Drop(NpgsqlBatch batch, int hub, IReadOnlyList<StepChange> steps)
    {
        if (steps.Count > 0)
        {
            batch.Add(
                """
                DELETE FROM durable.payloads p USING unnest($2::text[], $3::uuid[]) r (instance_id, payload_id)
                WHERE p.hub_id = $1 AND p.instance_id = r.instance_id AND p.payload_id = r.payload_id
                """,
                hub,
                steps.Column(step => step.InstanceId),
                steps.Column(step => step.DroppedPayload));
        }
    }

    private static void StartOver(NpgsqlBatch batch, int hub, IReadOnlyList<StepChange> steps)
    {
        if (steps.Count > 0)
        {
            batch.Add(
                """
                DELETE FROM durable.payloads p
                WHERE p.hub_id = $1 AND p.instance_id = ANY($2) AND p.payload_id <> ALL($3)
                  AND NOT EXISTS (SELECT FROM durable.messages m WHERE m.payload_id = p.payload_id)
                  AND NOT EXISTS (SELECT FROM durable.activities a WHERE a.payload_id = p.payload_id)
                """,
                hub,
                steps.Column(step => step.InstanceId),
                steps.SelectMany(step => step.KeptPayloads).ToArray());
        }
    }
}
