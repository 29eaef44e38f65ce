using LocalHost.DurableTask.Client;
using Npgsql;

namespace LocalHost.Engine.Storage;

/// <summary>
/// Stores changes of several instances in one transaction of two round trips: the first locks and reads the sessions
/// concerned, in the order of their ids, so that no two writers wait for each other; what has lost its claim is then left
/// out, and the second writes the rest and commits.
/// </summary>
internal static class ChangeWriter
{
    private const string LockSessions =
        """
        SELECT instance_id, execution_id, owner, epoch FROM durable.sessions
        WHERE hub_id = $1 AND instance_id = ANY($2) ORDER BY instance_id FOR NO KEY UPDATE
        """;

    public static async Task<CommitEffects> WriteAsync(
        NpgsqlConnection connection,
        int hub,
        IReadOnlyList<Change> changes,
        IFaultInjector? faults,
        CancellationToken cancellationToken)
    {
        var plan = await LockAsync(connection, hub, changes, cancellationToken);
        await LockRewoundAsync(connection, hub, changes, plan, cancellationToken);
        await faults.ReachAsync(FaultPoint.CommitLocked);
        foreach (var change in changes)
        {
            Add(plan, change);
        }

        await using var batch = new NpgsqlBatch(connection);
        PlanStatements.Write(batch, hub, plan);
        batch.Add("COMMIT");
        await batch.PrepareAsync(cancellationToken);
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await ReadStartedAsync(reader, plan, cancellationToken);
        }

        await faults.ReachAsync(FaultPoint.CommitAnswered);
        Answer(plan, changes);
        return plan.Effects;
    }

    private static async Task<WritePlan> LockAsync(NpgsqlConnection connection, int hub, IReadOnlyList<Change> changes, CancellationToken cancellationToken)
    {
        var touched = changes.SelectMany(change => change.Touches).Distinct(StringComparer.Ordinal).ToArray();
        var started = changes.SelectMany(change => change.Starts).Select(instance => instance.InstanceId).ToArray();
        await using var batch = new NpgsqlBatch(connection);
        batch.Add("BEGIN ISOLATION LEVEL READ COMMITTED");
        batch.Add(
            LockSessions,
            hub,
            started.Length == 0 ? touched : [.. touched.Union(started, StringComparer.Ordinal)]);
        if (started.Length > 0)
        {
            batch.Add("SELECT instance_id, execution_id, status FROM durable.instances WHERE hub_id = $1 AND instance_id = ANY($2)", hub, started);
        }

        await batch.PrepareAsync(cancellationToken);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var plan = new WritePlan();
        await ReadSessionsAsync(reader, plan, cancellationToken);
        if (started.Length > 0)
        {
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                plan.Existing.Add(reader.GetString(0), (reader.GetGuid(1), (OrchestrationRuntimeStatus)reader.GetInt16(2)));
            }
        }

        return plan;
    }

    /// <summary>
    /// An instance that was rewound while the lock was waited for is missing from what the lock's query saw. Looked for again
    /// under the lock, it gets its message: a rewind holds the locks of the children that are alive.
    /// </summary>
    private static async Task LockRewoundAsync(NpgsqlConnection connection, int hub, IReadOnlyList<Change> changes, WritePlan plan, CancellationToken cancellationToken)
    {
        var missing = changes
            .OfType<StepChange>()
            .SelectMany(step => step.Outgoing)
            .Select(message => message.InstanceId)
            .Where(target => !plan.Sessions.ContainsKey(target))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        if (missing.Length == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection);
        batch.Add(LockSessions, hub, missing);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await ReadSessionsAsync(reader, plan, cancellationToken);
    }

    private static async Task ReadSessionsAsync(NpgsqlDataReader reader, WritePlan plan, CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new SessionRow(
                reader.GetString(0),
                reader.GetGuid(1),
                await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetInt64(2),
                reader.GetInt64(3));
            plan.Sessions.Add(row.InstanceId, row);
        }
    }

    private static void Add(WritePlan plan, Change change)
    {
        switch (change)
        {
            case StepChange step:
                step.Answer = plan.Sessions.TryGetValue(step.InstanceId, out var claim)
                    && claim.Owner == step.Owner && claim.Epoch == step.Epoch && claim.ExecutionId == step.ExecutionId;
                if (step.Answer)
                {
                    AddStep(plan, step);
                }

                break;
            case ResultChange result:
                result.Answer = plan.Sessions.TryGetValue(result.InstanceId, out var session) && session.ExecutionId == result.ExecutionId;
                plan.Results.Add((result, result.Answer));
                if (result.Answer)
                {
                    plan.Put(result.Payload);
                    plan.Rung.Add(result.InstanceId);
                }

                break;
            case MessageChange message:
                message.Answer = Send(plan, message.Message);
                break;
            case StartChange start:
                AddStart(plan, start);
                break;
        }
    }

    private static void AddStart(WritePlan plan, StartChange start)
    {
        if (plan.Existing.TryGetValue(start.InstanceId, out var existing) && existing.ExecutionId == start.Instance.ExecutionId)
        {
            // Stored already, by an attempt whose commit was not heard of.
            plan.Alive.Add(existing.ExecutionId);
            return;
        }

        start.Answer = Blocking(plan, start.Instance);
        if (start.Answer is null)
        {
            plan.Started.Add(start.Instance);
            plan.Put(start.Instance.Payload);
        }
    }

    private static void AddStep(WritePlan plan, StepChange step)
    {
        plan.Steps.Add(step);
        plan.Payloads.AddRange(step.Payloads);
        foreach (var message in step.Outgoing)
        {
            Send(plan, message);
        }

        foreach (var child in step.Children)
        {
            if (Blocking(plan, child) is null)
            {
                plan.Started.Add(child);
                plan.Put(child.Payload);
            }
            else if (child.RefusalBody is { } refusal)
            {
                Send(plan, new OutMessage(step.InstanceId, step.ExecutionId, refusal));
            }
        }

        if (step.IsFinal)
        {
            plan.Sessions.Remove(step.InstanceId);
        }
        else if (step.Next is { } next)
        {
            plan.Sessions[step.InstanceId] = plan.Sessions[step.InstanceId] with { ExecutionId = next.ExecutionId };
        }

        if (step.Activities.Any(activity => !activity.Claimed))
        {
            plan.Effects.ActivitiesQueued = true;
        }

        foreach (var (_, fireAt) in step.Timers)
        {
            plan.Effects.EarliestTimer = plan.Effects.EarliestTimer is { } earliest && earliest <= fireAt ? earliest : fireAt;
        }

        if (step.IsFinal || step.Number == 0)
        {
            plan.Effects.StatusChanged.Add(step.InstanceId);
        }
    }

    private static bool Send(WritePlan plan, OutMessage message)
    {
        var alive = plan.Sessions.TryGetValue(message.InstanceId, out var target)
            && (message.ExecutionId is not { } generation || generation == target.ExecutionId);
        if (alive)
        {
            plan.Messages.Add(message);
            plan.Put(message.Payload);
            plan.Rung.Add(message.InstanceId);
        }

        return alive;
    }

    /// <summary>The state of the instance that keeps a new one from starting, or null.</summary>
    private static OrchestrationRuntimeStatus? Blocking(WritePlan plan, NewInstance instance)
    {
        var exists = plan.Existing.TryGetValue(instance.InstanceId, out var existing);
        if (plan.Sessions.ContainsKey(instance.InstanceId))
        {
            return exists ? existing.Status : OrchestrationRuntimeStatus.Pending;
        }

        return exists && (instance.KeepStatuses & (1 << (int)existing.Status)) != 0 ? existing.Status : null;
    }

    private static async Task ReadStartedAsync(NpgsqlDataReader reader, WritePlan plan, CancellationToken cancellationToken)
    {
        // The only statement of the batch that returns rows says which new instances are alive now.
        do
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                plan.Alive.Add(reader.GetGuid(0));
            }
        }
        while (await reader.NextResultAsync(cancellationToken));
    }

    private static void Answer(WritePlan plan, IReadOnlyList<Change> changes)
    {
        plan.Effects.InstancesReady = plan.Rung.Count > 0 || plan.Alive.Count > 0;
        if (plan.Started.Count == 0)
        {
            return;
        }

        foreach (var later in plan.Started.Select(instance => instance.StartAt).OfType<DateTimeOffset>())
        {
            plan.Effects.EarliestTimer = plan.Effects.EarliestTimer is { } earliest && earliest <= later ? earliest : later;
        }

        foreach (var change in changes)
        {
            if (change is StartChange { Answer: null } start && !plan.Alive.Contains(start.Instance.ExecutionId))
            {
                start.Answer = OrchestrationRuntimeStatus.Pending;
            }
            else if (change is StepChange { Answer: true } step)
            {
                step.HasUnseenMessage = step.Children.Any(child => !plan.Alive.Contains(child.ExecutionId));
            }
        }
    }
}
