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
            ChangePlanner.Add(plan, change);
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
        ChangePlanner.Answer(plan, changes);
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
}
