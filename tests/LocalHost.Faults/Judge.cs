using LocalHost.DurableTask.Client;
using LocalHost.Engine.History;
using LocalHost.FaultWorker;
using Npgsql;

namespace LocalHost.Faults;

/// <summary>Says whether a hub in which everything has ended is as it must be.</summary>
/// <remarks>
/// Every instance is in exactly one terminal state, the expected one. The ledger holds each effect at least once and none that was not asked for. Histories
/// are whole: steps without a gap, each answer to a call that was made, once. Nothing is left over.
/// </remarks>
public sealed class Judge(NpgsqlDataSource source, string hub, DurableTaskClient client)
{
    /// <summary>What comes on top of two leases before a standstill counts: the start of the next worker process, on a machine that is busy with other things.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);

    /// <summary>Throws when something is amiss.</summary>
    public async Task JudgeAsync(IReadOnlyList<Expected> expected, Watch watch)
    {
        await EndsAsync(expected);
        await EffectsAsync(expected);
        await HistoriesAsync();
        await LeftoversAsync();
        watch.ChangedEnds.ShouldBeEmpty();
        watch.LongestStandstill.ShouldBeLessThan((2 * TimeSpan.FromSeconds(2)) + Slack);
    }

    private async Task EndsAsync(IReadOnlyList<Expected> expected)
    {
        foreach (var (id, status, output, _) in expected)
        {
            var instance = await client.GetInstanceAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);
            var end = instance?.RuntimeStatus;
            end.ShouldBe(status, $"{id}: {instance?.FailureDetails}");
            if (output is { } sum)
            {
                instance.ShouldNotBeNull().ReadOutputAs<int>().ShouldBe(sum, id);
            }
        }

        await CountAsync("SELECT count(*) FROM durable.instances JOIN durable.hubs USING (hub_id) WHERE hubs.name = $1 AND (completed_at IS NULL OR status NOT IN (1, 3, 5))");
    }

    private async Task EffectsAsync(IReadOnlyList<Expected> expected)
    {
        var noted = new HashSet<(string, int)>();
        await using var command = Command("SELECT DISTINCT owner, effect FROM ledger WHERE starts_with(owner, $1)", $"{hub}-");
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            noted.Add((reader.GetString(0), reader.GetInt32(1)));
        }

        var asked = expected.SelectMany(instance => instance.Effects.Select(effect => (instance.InstanceId, effect))).ToHashSet();
        asked.Except(noted).ShouldBeEmpty("effects were lost");
        noted.Except(asked).ShouldBeEmpty("effects nobody asked for");
    }

    private async Task HistoriesAsync()
    {
        await using var command = Command(
            """
            SELECT i.instance_id, h.step, h.events FROM durable.instances i JOIN durable.hubs USING (hub_id) JOIN durable.history h USING (execution_id)
            WHERE hubs.name = $1 ORDER BY i.instance_id, h.step
            """,
            hub);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var histories = new Dictionary<string, List<(int Step, StepRecord Record)>>(StringComparer.Ordinal);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            if (!histories.TryGetValue(reader.GetString(0), out var steps))
            {
                histories.Add(reader.GetString(0), steps = []);
            }

            steps.Add((reader.GetInt32(1), HistoryJson.ReadStep(reader.GetString(2))));
        }

        foreach (var (id, steps) in histories)
        {
            steps.Select(step => step.Step).ShouldBe(Enumerable.Range(0, steps.Count), id);
            Answers(id, steps.ConvertAll(step => step.Record));
        }
    }

    private static void Answers(string id, List<StepRecord> steps)
    {
        steps[^1].Emitted.Count(item => item.Kind == HistoryItemKind.Finished).ShouldBe(1, id);
        if (steps.Exists(step => step.Received.Any(item => item.Kind == HistoryItemKind.Rewound)))
        {
            // A rewind is given again what the steps it replaces were given.
            return;
        }

        steps.Sum(step => step.Emitted.Count(item => item.Kind == HistoryItemKind.Finished)).ShouldBe(1, id);
        var open = new HashSet<int>();
        foreach (var step in steps)
        {
            foreach (var answer in step.Received.Where(item => item.IsAnswer))
            {
                open.Remove(answer.Id).ShouldBeTrue($"{id}: {answer.Describe()} answers nothing, or for the second time");
            }

            open.UnionWith(step.Emitted
                .Where(item => item.Kind is HistoryItemKind.TaskScheduled or HistoryItemKind.TimerCreated or HistoryItemKind.ChildScheduled)
                .Select(item => item.Id));
        }
    }

    private async Task LeftoversAsync()
    {
        foreach (var table in new[] { "sessions", "activities", "messages", "timers" })
        {
            await CountAsync($"SELECT count(*) FROM durable.{table} JOIN durable.hubs USING (hub_id) WHERE hubs.name = $1");
        }

        await CountAsync("SELECT count(*) FROM durable.history h WHERE $1 <> '' AND NOT EXISTS (SELECT FROM durable.instances i WHERE i.execution_id = h.execution_id)");
    }

    private async Task CountAsync(string sql)
    {
        await using var command = Command(sql, hub);
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(0L, sql);
    }

    private NpgsqlCommand Command(string sql, string parameter)
    {
        var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        return command;
    }
}
