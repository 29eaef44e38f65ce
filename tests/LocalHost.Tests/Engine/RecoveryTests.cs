using System.Collections.Concurrent;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using LocalHost.Engine.Storage;
using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class RecoveryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Guid NoGeneration = Guid.Empty;

    [Fact]
    public async Task Several_processes_can_bring_the_schema_up_to_date_at_once()
    {
        var database = await postgres.CreateDatabaseAsync();

        var engines = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TestEngine.StartAsync(database, Summing(1))));

        (await engines[3].RunAsync("Sum")).ReadOutputAs<int>().ShouldBe(0);
        foreach (var engine in engines)
        {
            await engine.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_process_that_stops_leaves_its_work_to_the_next_at_once()
    {
        var release = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        var catalog = new DelegateCatalog()
            .Orchestrator("Long", context => context.CallActivityAsync<string>("Work"))
            .Activity<string, string>("Work", async (_, cancellationToken) =>
            {
                started.TrySetResult();
                await release.Task.WaitAsync(cancellationToken);
                return "done";
            });
        await using (var first = await TestEngine.StartAsync(postgres.ConnectionString, catalog, In("stops", lease: TimeSpan.FromHours(1))))
        {
            await first.Client.ScheduleNewOrchestrationInstanceAsync("Long", input: null, new("long"), TestEngine.Deadline);
            await started.Task;
        }

        release.SetResult();
        await using var second = await TestEngine.StartAsync(postgres.ConnectionString, catalog, In("stops", lease: TimeSpan.FromHours(1)));

        (await second.EndOfAsync("long")).ReadOutputAs<string>().ShouldBe("done");
    }

    [Fact]
    public async Task Work_of_a_process_that_fell_silent_is_taken_over()
    {
        var client = await TestEngine.StartAsync(postgres.ConnectionString, Summing(3), In("silent", options => options.RunWorker = false));
        await client.Client.ScheduleNewOrchestrationInstanceAsync("Sum", input: null, new("orphan"), TestEngine.Deadline);
        await ExecuteAsync(
            """
            WITH dead AS (INSERT INTO durable.workers (hub_id, lease_until) SELECT hub_id, now() - interval '1 s' FROM durable.hubs WHERE name = 'silent' RETURNING worker_id)
            UPDATE durable.sessions SET owner = (SELECT worker_id FROM dead), epoch = 1, ready_at = NULL WHERE instance_id = 'orphan'
            """);
        await client.DisposeAsync();

        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Summing(3), In("silent"));

        (await engine.EndOfAsync("orphan")).ReadOutputAs<int>().ShouldBe(3);
    }

    [Fact]
    public async Task A_process_whose_claims_ran_out_begins_anew_and_finishes_the_work()
    {
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog().Orchestrator("Waits", context => context.WaitForExternalEvent<string>("Go")),
            In("ran-out"));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("ran-out"), TestEngine.Deadline);
        await engine.UntilAsync("ran-out", instance => instance.IsRunning);

        await ExecuteAsync("DELETE FROM durable.workers");
        await engine.Client.RaiseEventAsync("ran-out", "Go", "on", TestEngine.Deadline);

        (await engine.EndOfAsync("ran-out")).ReadOutputAs<string>().ShouldBe("on");
    }

    [Fact]
    public async Task A_claim_that_has_passed_on_cannot_write()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, configure: In("fenced", options => options.RunWorker = false));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sum", input: null, new("fenced"), TestEngine.Deadline);
        await ExecuteAsync("UPDATE durable.sessions SET owner = 900, epoch = 7 WHERE instance_id = 'fenced'");
        var (hub, generation) = await SessionAsync("fenced");
        await using var source = postgres.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(TestEngine.Deadline);

        var stale = Step("fenced", generation, owner: 900, epoch: 6);
        var stranger = Step("fenced", generation, owner: 901, epoch: 7);
        var otherGeneration = Step("fenced", NoGeneration, owner: 900, epoch: 7);
        var holder = Step("fenced", generation, owner: 900, epoch: 7);
        foreach (var step in new[] { stale, stranger, otherGeneration, holder })
        {
            await ChangeWriter.WriteAsync(connection, hub, [step], faults: null, TestEngine.Deadline);
        }

        (stale.Answer, stranger.Answer, otherGeneration.Answer, holder.Answer).ShouldBe((false, false, false, true));
        (await ScalarAsync($"SELECT count(*) FROM durable.history WHERE execution_id = '{generation}'")).ShouldBe(1L);
    }

    [Fact]
    public async Task A_result_whose_claim_has_passed_on_is_dropped()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, configure: In("dropped", options => options.RunWorker = false));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sum", input: null, new("dropped"), TestEngine.Deadline);
        var (hub, generation) = await SessionAsync("dropped");
        await ExecuteAsync($"INSERT INTO durable.activities (hub_id, execution_id, task_id, instance_id, name, owner) VALUES ({hub}, '{generation}', 0, 'dropped', 'A', 5)");
        await using var source = postgres.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(TestEngine.Deadline);

        await ChangeWriter.WriteAsync(connection, hub, [new ResultChange("dropped", generation, 0, owner: 4, "{}")], faults: null, TestEngine.Deadline);
        (await ScalarAsync("SELECT count(*) FROM durable.messages WHERE instance_id = 'dropped'")).ShouldBe(0L);

        await ChangeWriter.WriteAsync(connection, hub, [new ResultChange("dropped", generation, 0, owner: 5, "{}")], faults: null, TestEngine.Deadline);
        await ChangeWriter.WriteAsync(connection, hub, [new ResultChange("dropped", generation, 0, owner: 5, "{}")], faults: null, TestEngine.Deadline);
        (await ScalarAsync("SELECT count(*) FROM durable.messages WHERE instance_id = 'dropped'")).ShouldBe(1L);
    }

    [Fact]
    public async Task A_start_that_is_stored_twice_starts_once()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Summing(1), In("twice"));
        var (hub, _) = (await HubAsync("twice"), 0);
        await using var source = postgres.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(TestEngine.Deadline);
        var instance = new NewInstance { InstanceId = "once", ExecutionId = Guid.NewGuid(), Name = "Sum", CreatedAt = DateTimeOffset.UtcNow };

        await ChangeWriter.WriteAsync(connection, hub, [new StartChange(instance)], faults: null, TestEngine.Deadline);
        await engine.EndOfAsync("once");
        var again = new StartChange(instance);
        await ChangeWriter.WriteAsync(connection, hub, [again], faults: null, TestEngine.Deadline);

        again.Answer.ShouldBeNull();
        (await engine.Client.GetInstanceAsync("once", TestEngine.Deadline)).ShouldNotBeNull().RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Two_processes_share_the_work_and_do_each_piece_once()
    {
        var runs = new ConcurrentQueue<int>();
        var catalog = new DelegateCatalog()
            .Orchestrator("Fan", async context => (await Task.WhenAll(Enumerable.Range(0, 20).Select(n => context.CallActivityAsync<int>("One", n)))).Sum())
            .Activity<int, int>("One", n =>
            {
                runs.Enqueue(n);
                return 1;
            });
        await using var first = await TestEngine.StartAsync(postgres.ConnectionString, catalog, In("share"));
        await using var second = await TestEngine.StartAsync(postgres.ConnectionString, catalog, In("share"));
        for (var index = 0; index < 40; index++)
        {
            await (index % 2 == 0 ? first : second).Client.ScheduleNewOrchestrationInstanceAsync("Fan", input: null, new($"share-{index}"), TestEngine.Deadline);
        }

        for (var index = 0; index < 40; index++)
        {
            (await first.EndOfAsync($"share-{index}")).ReadOutputAs<int>().ShouldBe(20);
        }

        runs.Count.ShouldBe(800);
        await NothingIsLeftAsync("share");
    }

    [Fact]
    public async Task Connections_that_break_again_and_again_lose_nothing()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Summing(5), In("breaks"));
        using var done = new CancellationTokenSource();
        var breaking = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
                await Task.Delay(400, TestEngine.Deadline);
            }
        });

        for (var index = 0; index < 30; index++)
        {
            await PersistAsync(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Sum", input: null, new($"breaks-{index}"), TestEngine.Deadline));
        }

        for (var index = 0; index < 30; index++)
        {
            var id = $"breaks-{index}";
            await PersistAsync(async () => (await engine.EndOfAsync(id)).ReadOutputAs<int>().ShouldBe(10));
        }

        await done.CancelAsync();
        await breaking;
        await NothingIsLeftAsync("breaks");
    }

    [Fact]
    public async Task An_instance_that_outgrows_one_read_of_messages_takes_them_all()
    {
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog().Orchestrator("Counts", async context =>
            {
                var sum = 0;
                for (var index = 0; index < 50; index++)
                {
                    sum += await context.WaitForExternalEvent<int>("Number");
                }

                return sum;
            }),
            In("outgrows", options => options.MessageBatchSize = 3));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Counts", input: null, new("counts"), TestEngine.Deadline);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(index => engine.Client.RaiseEventAsync("counts", "Number", index, TestEngine.Deadline)));

        (await engine.EndOfAsync("counts")).ReadOutputAs<int>().ShouldBe(Enumerable.Range(0, 50).Sum());
    }

    private static DelegateCatalog Summing(int activities) => new DelegateCatalog()
        .Orchestrator("Sum", async context =>
        {
            var sum = 0;
            for (var index = 0; index < activities; index++)
            {
                sum += await context.CallActivityAsync<int>("Same", index);
            }

            return sum;
        })
        .Activity<int, int>("Same", n => n);

    private static Action<DurableTaskEngineOptions> In(string hub, Action<DurableTaskEngineOptions>? more = null, TimeSpan? lease = null) => options =>
    {
        options.HubName = hub;
        options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(100);
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
        options.LeaseDuration = lease ?? TimeSpan.FromSeconds(10);
        more?.Invoke(options);
    };

    private static StepChange Step(string instanceId, Guid generation, long owner, long epoch) => new(instanceId)
    {
        ExecutionId = generation,
        Owner = owner,
        Epoch = epoch,
        Number = 0,
        At = DateTimeOffset.UtcNow,
        Events = "{}",
        Messages = [],
        FinishedTasks = [],
        FairnessKey = instanceId,
        Activities = [],
        Timers = [],
        CancelledTimers = [],
        Outgoing = [],
        Children = [],
        Status = OrchestrationRuntimeStatus.Running,
        StatusChanged = true,
        IsFinal = false,
    };

    private static async Task PersistAsync(Func<Task> action)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await action();
                return;
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or OrchestrationAlreadyExistsException && attempt < 200)
            {
                if (exception is OrchestrationAlreadyExistsException)
                {
                    return;
                }
            }
        }
    }

    private async Task NothingIsLeftAsync(string hub)
    {
        var number = await HubAsync(hub);
        foreach (var table in new[] { "sessions", "activities", "messages", "timers" })
        {
            (await Until.ReachedAsync(
                () => ScalarAsync($"SELECT count(*) FROM durable.{table} WHERE hub_id = {number}"),
                count => count is 0L)).ShouldBe(0L, table);
        }
    }

    private async Task<int> HubAsync(string name) => (int)(await ScalarAsync($"SELECT hub_id FROM durable.hubs WHERE name = '{name}'")).ShouldNotBeNull();

    private async Task<(int Hub, Guid Generation)> SessionAsync(string instanceId)
    {
        await using var source = postgres.CreateDataSource();
        await using var command = source.CreateCommand($"SELECT hub_id, execution_id FROM durable.sessions WHERE instance_id = '{instanceId}'");
        await using var reader = await command.ExecuteReaderAsync(TestEngine.Deadline);
        (await reader.ReadAsync(TestEngine.Deadline)).ShouldBeTrue();
        return (reader.GetInt32(0), reader.GetGuid(1));
    }

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var source = postgres.CreateDataSource();
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestEngine.Deadline);
    }

    private Task ExecuteAsync(string sql) => ScalarAsync(sql);
}
