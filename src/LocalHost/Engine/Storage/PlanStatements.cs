using LocalHost.DurableTask.Client;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>The statements that write a plan. Each carries all its rows; those without rows are left out.</summary>
internal static class PlanStatements
{
    public static void Write(NpgsqlBatch batch, int hub, WritePlan plan)
    {
        DeadLetterStatements.Write(batch, hub, plan);
        Consume(batch, hub, plan.Steps);
        StoreResults(batch, hub, plan.Results);
        AppendHistory(batch, plan.Steps);
        QueueActivities(batch, hub, plan.Steps);
        SetTimers(batch, hub, plan);
        Send(batch, hub, plan.Messages);
        StartStatements.Write(batch, hub, plan);
        PayloadStatements.Write(batch, hub, plan);
        UpdateSessions(batch, hub, plan.Steps);
        UpdateInstances(batch, hub, plan.Steps);
        StartOver(batch, hub, [.. plan.Steps.Where(step => step.Next is not null)]);
        Finish(batch, hub, [.. plan.Steps.Where(step => step.IsFinal)]);
        Ring(batch, hub, [.. plan.Rung]);
    }

    private static void Consume(NpgsqlBatch batch, int hub, List<StepChange> steps)
    {
        var messages = steps.SelectMany(step => step.Messages.Select(id => (step.InstanceId, Id: id))).ToList();
        if (messages.Count > 0)
        {
            batch.Add(
                """
                DELETE FROM durable.messages m USING unnest($2::text[], $3::bigint[]) d (instance_id, message_id)
                WHERE m.hub_id = $1 AND m.instance_id = d.instance_id AND m.message_id = d.message_id
                """,
                hub,
                messages.Column(row => row.InstanceId),
                messages.Column(row => row.Id));
        }

        var finished = steps.SelectMany(step => step.FinishedTasks).ToList();
        if (finished.Count > 0)
        {
            batch.Add(
                """
                DELETE FROM durable.activities a USING unnest($1::uuid[], $2::integer[]) d (execution_id, task_id)
                WHERE a.execution_id = d.execution_id AND a.task_id = d.task_id
                """,
                finished.Column(row => row.ExecutionId),
                finished.Column(row => row.TaskId));
        }
    }

    private static void StoreResults(NpgsqlBatch batch, int hub, List<(ResultChange Result, bool Wanted)> results)
    {
        if (results.Count > 0)
        {
            // The claim on the activity fences its result: no row, no message.
            batch.Add(
                """
                WITH r AS (
                    SELECT * FROM unnest($2::text[], $3::uuid[], $4::integer[], $5::bigint[], $6::text[], $7::boolean[], $8::uuid[])
                        AS r (instance_id, execution_id, task_id, owner, body, wanted, payload_id)
                ), d AS (
                    DELETE FROM durable.activities a USING r
                    WHERE a.execution_id = r.execution_id AND a.task_id = r.task_id AND a.owner = r.owner
                    RETURNING r.*
                )
                INSERT INTO durable.messages (hub_id, instance_id, execution_id, body, payload_id)
                SELECT $1, d.instance_id, d.execution_id, d.body, d.payload_id FROM d WHERE d.wanted
                """,
                hub,
                results.Column(row => row.Result.InstanceId),
                results.Column(row => row.Result.ExecutionId),
                results.Column(row => row.Result.TaskId),
                results.Column(row => row.Result.Owner),
                results.Column(row => row.Result.Body),
                results.Column(row => row.Wanted),
                results.Column(row => row.Result.Payload?.PayloadId));
        }
    }

    private static void AppendHistory(NpgsqlBatch batch, List<StepChange> steps)
    {
        // A generation that ends by starting over takes its history with it.
        var kept = steps.Where(step => step.Next is null).ToList();
        if (kept.Count > 0)
        {
            batch.Add(
                """
                INSERT INTO durable.history (execution_id, step, taken_at, events)
                SELECT * FROM unnest($1::uuid[], $2::integer[], $3::timestamptz[], $4::text[])
                """,
                kept.Column(step => step.ExecutionId),
                kept.Column(step => step.Number),
                kept.Column(step => step.At),
                kept.Column(step => step.Events));
        }
    }

    private static void QueueActivities(NpgsqlBatch batch, int hub, List<StepChange> steps)
    {
        var activities = steps.SelectMany(step => step.Activities.Select(activity => (Step: step, Activity: activity))).ToList();
        if (activities.Count > 0)
        {
            batch.Add(
                """
                INSERT INTO durable.activities (hub_id, execution_id, task_id, instance_id, fairness_key, name, version, input, payload_id, owner)
                SELECT $1, r.* FROM unnest($2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::uuid[], $10::bigint[]) r
                """,
                hub,
                activities.Column(row => row.Step.ExecutionId),
                activities.Column(row => row.Activity.TaskId),
                activities.Column(row => row.Step.InstanceId),
                activities.Column(row => row.Step.FairnessKey),
                activities.Column(row => row.Activity.Name),
                activities.Column(row => row.Activity.Version),
                activities.Column(row => row.Activity.StoredInput),
                activities.Column(row => PayloadReference.Read(row.Activity.StoredInput)),
                activities.Column(row => row.Activity.Claimed ? row.Step.Owner : (long?)null));
        }
    }

    private static void SetTimers(NpgsqlBatch batch, int hub, WritePlan plan)
    {
        var timers = plan.Steps
            .SelectMany(step => step.Timers.Select(timer => (step.InstanceId, step.ExecutionId, timer.TaskId, timer.FireAt)))
            .ToList();
        if (timers.Count > 0)
        {
            batch.Add(
                """
                INSERT INTO durable.timers (hub_id, instance_id, execution_id, task_id, fire_at)
                SELECT $1, r.* FROM unnest($2::text[], $3::uuid[], $4::integer[], $5::timestamptz[]) r
                """,
                hub,
                timers.Column(row => row.InstanceId),
                timers.Column(row => row.ExecutionId),
                timers.Column(row => row.TaskId),
                timers.Column(row => row.FireAt));
        }

        var cancelled = plan.Steps.SelectMany(step => step.CancelledTimers.Select(id => (step.ExecutionId, Id: id))).ToList();
        if (cancelled.Count > 0)
        {
            batch.Add(
                """
                DELETE FROM durable.timers t USING unnest($1::uuid[], $2::integer[]) d (execution_id, task_id)
                WHERE t.execution_id = d.execution_id AND t.task_id = d.task_id
                """,
                cancelled.Column(row => row.ExecutionId),
                cancelled.Column(row => row.Id));
        }
    }

    private static void Send(NpgsqlBatch batch, int hub, List<OutMessage> messages)
    {
        if (messages.Count > 0)
        {
            batch.Add(
                """
                INSERT INTO durable.messages (hub_id, instance_id, execution_id, body, payload_id)
                SELECT $1, r.instance_id, r.execution_id, r.body, r.payload_id
                FROM unnest($2::text[], $3::uuid[], $4::text[], $5::uuid[]) WITH ORDINALITY r (instance_id, execution_id, body, payload_id, place)
                ORDER BY r.place
                """,
                hub,
                messages.Column(message => message.InstanceId),
                messages.Column(message => message.ExecutionId),
                messages.Column(message => message.Body),
                messages.Column(message => message.Payload?.PayloadId));
        }
    }

    private static void UpdateSessions(NpgsqlBatch batch, int hub, List<StepChange> steps)
    {
        // Several steps of one instance never share a transaction, so each row is written once.
        var alive = steps.Where(step => !step.IsFinal).ToList();
        if (alive.Count > 0)
        {
            batch.Add(
                """
                UPDATE durable.sessions s SET updated_at = r.at, execution_id = r.execution_id, lost_claims = 0
                FROM unnest($2::text[], $3::uuid[], $4::timestamptz[]) r (instance_id, execution_id, at)
                WHERE s.hub_id = $1 AND s.instance_id = r.instance_id
                """,
                hub,
                alive.Column(step => step.InstanceId),
                alive.Column(step => step.Next?.ExecutionId ?? step.ExecutionId),
                alive.Column(step => step.At));
        }
    }

    private static void UpdateInstances(NpgsqlBatch batch, int hub, List<StepChange> steps)
    {
        var changed = steps.Where(step => step.StatusChanged || step.IsFinal).ToList();
        if (changed.Count > 0)
        {
            batch.Add(
                """
                UPDATE durable.instances i
                SET status = r.status, updated_at = r.at, custom_status = r.custom_status, output = r.output, failure = r.failure,
                    completed_at = CASE WHEN r.final THEN r.at END
                FROM unnest($2::text[], $3::smallint[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::boolean[])
                    r (instance_id, status, at, custom_status, output, failure, final)
                WHERE i.hub_id = $1 AND i.instance_id = r.instance_id
                """,
                hub,
                changed.Column(step => step.InstanceId),
                changed.Column(step => (short)(step.Status == OrchestrationRuntimeStatus.ContinuedAsNew ? OrchestrationRuntimeStatus.Running : step.Status)),
                changed.Column(step => step.At),
                changed.Column(step => step.StoredCustomStatus),
                changed.Column(step => step.Output),
                changed.Column(step => step.Failure),
                changed.Column(step => step.IsFinal));
        }
    }

    private static void StartOver(NpgsqlBatch batch, int hub, List<StepChange> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        batch.Add(
            """
            UPDATE durable.instances i SET execution_id = r.execution_id, input = r.input, version = r.version, carried = r.carried
            FROM unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[]) r (instance_id, execution_id, input, version, carried)
            WHERE i.hub_id = $1 AND i.instance_id = r.instance_id
            """,
            hub,
            steps.Column(step => step.InstanceId),
            steps.Column(step => step.Next?.ExecutionId ?? step.ExecutionId),
            steps.Column(step => step.NextInput),
            steps.Column(step => step.Next?.Version ?? string.Empty),
            steps.Column(step => step.NextCarried));
        var old = steps.Column(step => step.ExecutionId);
        batch.Add("DELETE FROM durable.history WHERE execution_id = ANY($1)", old);
        batch.Add("DELETE FROM durable.timers WHERE execution_id = ANY($1)", old);
    }

    private static void Finish(NpgsqlBatch batch, int hub, List<StepChange> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        var ids = steps.Column(step => step.InstanceId);
        batch.Add("DELETE FROM durable.sessions WHERE hub_id = $1 AND instance_id = ANY($2)", hub, ids);
        batch.Add("DELETE FROM durable.messages WHERE hub_id = $1 AND instance_id = ANY($2)", hub, ids);
        batch.Add("DELETE FROM durable.timers WHERE execution_id = ANY($1)", steps.Column(step => step.ExecutionId));
        var terminated = steps.Where(step => step.DropsActivities).Select(step => step.ExecutionId).ToArray();
        if (terminated.Length > 0)
        {
            batch.Add("DELETE FROM durable.activities WHERE execution_id = ANY($1)", terminated);
        }
    }

    private static void Ring(NpgsqlBatch batch, int hub, string[] instances)
    {
        if (instances.Length > 0)
        {
            batch.Add(
                "UPDATE durable.sessions SET ready_at = clock_timestamp() WHERE hub_id = $1 AND instance_id = ANY($2) AND ready_at IS NULL",
                hub,
                instances);
        }
    }
}
