using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>The statements that note dead letters, in the transaction in which their work is given up.</summary>
internal static class DeadLetterStatements
{
    public static void Write(NpgsqlBatch batch, int hub, WritePlan plan)
    {
        NoteActivities(batch, hub, plan);
        NoteSteps(batch, hub, plan);
    }

    public static void Remove(NpgsqlBatch batch, Guid[] generations) =>
        batch.Add("DELETE FROM durable.dead_letters WHERE execution_id = ANY($1)", generations);

    private static void NoteActivities(NpgsqlBatch batch, int hub, WritePlan plan)
    {
        var buried = plan.Results
            .Select(row => (row.Result, Letter: row.Result.DeadLetter!))
            .Where(row => row.Letter is not null)
            .ToList();
        if (buried.Count > 0)
        {
            // Before the activities go, whose claims fence the letters as they fence results.
            batch.Add(
                """
                INSERT INTO durable.dead_letters (hub_id, kind, instance_id, execution_id, task_id, name, attempts, reason)
                SELECT $1, r.kind, a.instance_id, a.execution_id, a.task_id, a.name, r.attempts, r.reason
                FROM unnest($2::text[], $3::uuid[], $4::integer[], $5::bigint[], $6::integer[], $7::text[]) r (kind, execution_id, task_id, owner, attempts, reason)
                JOIN durable.activities a ON a.execution_id = r.execution_id AND a.task_id = r.task_id AND a.owner = r.owner
                """,
                hub,
                buried.Column(row => row.Letter.Kind),
                buried.Column(row => row.Result.ExecutionId),
                buried.Column(row => row.Result.TaskId),
                buried.Column(row => row.Result.Owner),
                buried.Column(row => row.Letter.Attempts),
                buried.Column(row => row.Letter.Reason));
        }
    }

    private static void NoteSteps(NpgsqlBatch batch, int hub, WritePlan plan)
    {
        var buried = plan.Steps.Select(step => (Step: step, Letter: step.DeadLetter!)).Where(row => row.Letter is not null).ToList();
        if (buried.Count > 0)
        {
            batch.Add(
                """
                INSERT INTO durable.dead_letters (hub_id, kind, instance_id, execution_id, name, attempts, reason)
                SELECT $1, r.* FROM unnest($2::text[], $3::text[], $4::uuid[], $5::text[], $6::integer[], $7::text[]) r
                """,
                hub,
                buried.Column(row => row.Letter.Kind),
                buried.Column(row => row.Step.InstanceId),
                buried.Column(row => row.Step.ExecutionId),
                buried.Column(row => row.Letter.Name),
                buried.Column(row => row.Letter.Attempts),
                buried.Column(row => row.Letter.Reason));
        }
    }
}
