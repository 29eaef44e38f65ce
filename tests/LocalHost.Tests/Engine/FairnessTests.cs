using System.Collections.Concurrent;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using LocalHost.Engine.Storage;
using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class FairnessTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Another_tenants_first_activity_is_among_the_next_claimed()
    {
        var hub = await NewHubAsync("turns");
        await QueueAsync(hub, "'A'", count: 10_000);
        await using var source = postgres.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(TestEngine.Deadline);
        var (_, turn) = await ClaimAsync(connection, hub, limit: 40, string.Empty);
        await QueueAsync(hub, "'B'", count: 1);

        var (claimed, _) = await ClaimAsync(connection, hub, limit: 40, turn.After);

        claimed.ShouldContain(activity => activity.FairnessKey == "B");
    }

    [Fact]
    public async Task Keys_are_served_in_turn_and_each_gets_the_same()
    {
        var hub = await NewHubAsync("rounds");
        await QueueAsync(hub, "'key-' || n % 100", count: 5_000);
        await using var source = postgres.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(TestEngine.Deadline);
        var (served, after) = (new List<string>(), string.Empty);
        while (served.Count < 2_000)
        {
            var (claimed, turn) = await ClaimAsync(connection, hub, limit: 40, after);
            served.AddRange(claimed.Select(activity => activity.FairnessKey));
            after = turn.After;
        }

        served.CountBy(key => key).Select(key => key.Value).ShouldBe(Enumerable.Repeat(20, 100));
    }

    [Fact]
    public async Task Places_that_the_others_do_not_need_go_to_who_has_more()
    {
        var hub = await NewHubAsync("leftover");
        await QueueAsync(hub, "'A'", count: 3);
        await QueueAsync(hub, "'B'", count: 500);
        await using var source = postgres.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(TestEngine.Deadline);

        var (first, turn) = await ClaimAsync(connection, hub, limit: 40, string.Empty);
        var (second, next) = await ClaimAsync(connection, hub, limit: 40 - first.Count, turn.After);

        turn.MayBeMore.ShouldBeTrue();
        next.MayBeMore.ShouldBeTrue();
        first.Concat(second).CountBy(activity => activity.FairnessKey).ToDictionary()
            .ShouldBe(new Dictionary<string, int> { ["A"] = 3, ["B"] = 37 }, ignoreOrder: true);
    }

    [Fact]
    public async Task A_claim_reads_few_rows_however_much_and_for_however_many_is_queued()
    {
        var hub = await NewHubAsync("bounded");
        await QueueAsync(hub, "'one'", count: 100_000);
        await QueueAsync(hub, "'many-' || n", count: 100_000);
        await using var source = postgres.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(TestEngine.Deadline);
        await using (var setup = new NpgsqlCommand(KeptConnection.WithoutWaitingForDisk, connection))
        {
            await setup.ExecuteNonQueryAsync(TestEngine.Deadline);
        }

        await using var transaction = await connection.BeginTransactionAsync(TestEngine.Deadline);
        foreach (var after in new[] { string.Empty, "many-5", "one" })
        {
            var (claimed, _) = await ClaimAsync(connection, hub, limit: 40, after);
            claimed.Count.ShouldBe(40);
        }

        await using var look = new NpgsqlCommand("SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'activities'", connection);
        ((long)(await look.ExecuteScalarAsync(TestEngine.Deadline)).ShouldNotBeNull()).ShouldBeInRange(100, 1_000);
    }

    [Fact]
    public async Task Another_tenants_waiting_instance_is_among_the_next_claimed()
    {
        var hub = await NewHubAsync("waiting");
        await ExecuteAsync(
            $"""
            INSERT INTO durable.sessions (hub_id, instance_id, execution_id, ready_at, updated_at, fairness_key)
            SELECT {hub}, 'waits-' || n, gen_random_uuid(), now() - interval '1 hour', now(), 'A' FROM generate_series(1, 10000) n
            UNION ALL SELECT {hub}, 'late', gen_random_uuid(), now(), now(), 'B'
            """);
        await using var source = postgres.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(TestEngine.Deadline);

        var (claims, turn) = await InstanceClaims.ClaimAsync(
            connection, hub, owner: 1, limit: 100, roomForNew: 100, after: string.Empty, suspectFrom: 5, withSuspect: false, TestEngine.Deadline);

        claims.Count.ShouldBe(51);
        claims.ShouldContain(claim => claim.InstanceId == "late");
        turn.MayBeMore.ShouldBeTrue();
    }

    [Fact]
    public async Task A_sub_orchestration_counts_as_its_parent_and_a_root_as_its_tag_or_itself()
    {
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Root", context => context.CallSubOrchestratorAsync("Middle", input: null, Child($"{context.InstanceId}-middle")))
                .Orchestrator("Middle", context => Task.WhenAll(
                    context.CallSubOrchestratorAsync("Leaf", input: null, Child($"{context.InstanceId}-leaf")),
                    context.CallSubOrchestratorAsync("Leaf", input: null, Child($"{context.InstanceId}-own", "other"))))
                .Orchestrator("Leaf", context => context.WaitForExternalEvent<string>("Go")),
            options =>
            {
                options.HubName = "families";
                options.FairnessTag = "client";
            });
        await StartAsync(engine, "Root", "tagged", "acme");
        await StartAsync(engine, "Root", "plain", tag: null);

        await engine.UntilAsync("tagged-middle-own", leaf => leaf.IsRunning);
        await engine.UntilAsync("plain-middle-own", leaf => leaf.IsRunning);

        (await KeysAsync("tagged%")).ShouldBe(["acme", "acme", "acme", "other"]);
        (await KeysAsync("plain%")).ShouldBe(["plain", "plain", "plain", "other"]);

        static TaskOptions Child(string id, string? tag = null) =>
            new SubOrchestrationOptions(new TaskOptions(tags: tag is null ? null : new Dictionary<string, string> { ["client"] = tag }), id);
    }

    [Fact]
    public async Task A_tenant_with_a_long_queue_lets_anothers_activity_run_among_the_next()
    {
        var order = new ConcurrentQueue<string>();
        var gate = new TaskCompletionSource();
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Fan", context => Task.WhenAll(Enumerable.Range(0, context.GetInput<int>()).Select(_ => context.CallActivityAsync<int>("Note", context.InstanceId))))
                .Activity<string, int>("Note", async (who, cancellationToken) =>
                {
                    await gate.Task.WaitAsync(cancellationToken);
                    order.Enqueue(who!);
                    return 1;
                }),
            options =>
            {
                options.HubName = "order";
                options.MaxConcurrentActivityFunctions = 1;
            });
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Fan", 500, new("large"), TestEngine.Deadline);
        await Until.ReachedAsync(() => ScalarAsync("SELECT count(*) FROM durable.activities WHERE instance_id = 'large'"), count => count is 500L);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Fan", 1, new("small"), TestEngine.Deadline);
        await Until.ReachedAsync(() => ScalarAsync("SELECT count(*) FROM durable.activities WHERE instance_id = 'small'"), count => count is 1L);
        var before = order.Count;
        gate.SetResult();

        await engine.EndOfAsync("small");
        await engine.EndOfAsync("large");

        order.ToList().IndexOf("small").ShouldBeInRange(before, before + 10);
    }

    private static Task<(List<ClaimedActivity> Claimed, TurnTaken Turn)> ClaimAsync(NpgsqlConnection connection, int hub, int limit, string after) =>
        ActivityClaims.ClaimAsync(connection, hub, owner: 1, limit, after, suspectFrom: 5, withSuspect: false, TestEngine.Deadline);

    private static Task StartAsync(TestEngine engine, string orchestrator, string instanceId, string? tag) => engine.Client.ScheduleNewOrchestrationInstanceAsync(
        orchestrator,
        input: null,
        new StartOrchestrationOptions(instanceId) { Tags = tag is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["client"] = tag } },
        TestEngine.Deadline);

    /// <summary>A hub that no worker serves.</summary>
    private async Task<int> NewHubAsync(string name)
    {
        await using var client = await TestEngine.StartAsync(postgres.ConnectionString, configure: options =>
        {
            options.HubName = name;
            options.RunWorker = false;
        });
        await client.Client.ScheduleNewOrchestrationInstanceAsync("Any", input: null, new($"{name}-first", DateTimeOffset.UtcNow.AddDays(1)), TestEngine.Deadline);
        return (int)(await ScalarAsync($"SELECT hub_id FROM durable.hubs WHERE name = '{name}'")).ShouldNotBeNull();
    }

    private Task QueueAsync(int hub, string key, int count) => ExecuteAsync(
        $"""
        INSERT INTO durable.activities (hub_id, execution_id, task_id, instance_id, fairness_key, name)
        SELECT {hub}, gen_random_uuid(), 0, 'instance', {key}, 'Any' FROM generate_series(1, {count}) n
        """);

    private async Task<List<string>> KeysAsync(string instances)
    {
        await using var source = postgres.CreateDataSource();
        await using var command = source.CreateCommand("SELECT fairness_key FROM durable.sessions WHERE instance_id LIKE $1 ORDER BY instance_id");
        command.Parameters.Add(new NpgsqlParameter { Value = instances });
        await using var reader = await command.ExecuteReaderAsync(TestEngine.Deadline);
        var keys = new List<string>();
        while (await reader.ReadAsync(TestEngine.Deadline))
        {
            keys.Add(reader.GetString(0));
        }

        return keys;
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var source = postgres.CreateDataSource();
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestEngine.Deadline);
    }

    private Task ExecuteAsync(string sql) => ScalarAsync(sql);
}
