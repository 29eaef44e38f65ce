using LocalHost.Engine;
using LocalHost.Engine.Storage;
using LocalHost.Engine.Work;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class InterruptionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Locks_of_a_silent_process_hold_up_nobody_else()
    {
        await using (var client = await TestEngine.StartAsync(postgres.ConnectionString, configure: In("locks", options => options.RunWorker = false)))
        {
            await client.Client.ScheduleNewOrchestrationInstanceAsync("Sum", input: null, new("locked"), TestEngine.Deadline);
            await client.Client.ScheduleNewOrchestrationInstanceAsync("Sum", input: null, new("free"), TestEngine.Deadline);
        }

        await ExecuteAsync(
            """
            WITH dead AS (INSERT INTO durable.workers (hub_id, lease_until) SELECT hub_id, now() - interval '1 s' FROM durable.hubs WHERE name = 'locks' RETURNING worker_id)
            UPDATE durable.sessions SET owner = (SELECT worker_id FROM dead), epoch = 1, ready_at = NULL WHERE instance_id IN ('locked', 'free')
            """);
        await using var source = postgres.CreateDataSource();
        await using var silent = await source.OpenConnectionAsync(TestEngine.Deadline);
        await using var commit = await silent.BeginTransactionAsync(TestEngine.Deadline);
        await using (var locks = new NpgsqlCommand("SELECT FROM durable.sessions WHERE instance_id = 'locked' FOR NO KEY UPDATE", silent))
        {
            await locks.ExecuteNonQueryAsync(TestEngine.Deadline);
        }

        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Summing(), In("locks"));

        (await engine.EndOfAsync("free")).ReadOutputAs<int>().ShouldBe(3);
        await commit.RollbackAsync(TestEngine.Deadline);
        (await engine.EndOfAsync("locked")).ReadOutputAs<int>().ShouldBe(3);
    }

    [Fact]
    public async Task Letting_go_of_a_connection_that_was_cut_in_a_transaction_is_no_error()
    {
        await using var source = postgres.CreateDataSource();
        await using var kept = new KeptConnection(source);
        var connection = await kept.GetAsync(TestEngine.Deadline);
        await using (var begin = new NpgsqlCommand("BEGIN", connection))
        {
            await begin.ExecuteNonQueryAsync(TestEngine.Deadline);
        }

        await ExecuteAsync($"SELECT pg_terminate_backend({connection.ProcessID}, 60000)");

        await kept.DropAsync();
        (await kept.GetAsync(TestEngine.Deadline)).ShouldNotBeSameAs(connection);
    }

    [Fact]
    public async Task An_instance_given_back_with_messages_unread_is_rung()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, configure: In("unread", options => options.RunWorker = false));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sum", input: null, new("unread"), TestEngine.Deadline);
        await engine.Client.RaiseEventAsync("unread", "Go", "on", TestEngine.Deadline);
        await ExecuteAsync("UPDATE durable.sessions SET owner = 900, epoch = 7, ready_at = NULL WHERE instance_id = 'unread'");
        var hub = (int)(await ScalarAsync("SELECT hub_id FROM durable.hubs WHERE name = 'unread'")).ShouldNotBeNull();
        await using var source = postgres.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(TestEngine.Deadline);

        await InstanceClaims.ReleaseAsync(connection, hub, owner: 900, [("unread", 7)], ring: false, TestEngine.Deadline);

        (await ScalarAsync("SELECT ready_at IS NOT NULL FROM durable.sessions WHERE instance_id = 'unread'")).ShouldBe(true);
    }

    [Fact]
    public async Task A_result_in_hand_survives_an_error_in_its_step()
    {
        var runs = 0;
        var errors = new OneError(FaultPoint.StepComputed, time: 2);
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Once", context => context.CallActivityAsync<int>("Count"))
                .Activity<string, int>("Count", _ => Interlocked.Increment(ref runs)),
            In("in-hand"),
            more: services => services.AddSingleton<IFaultInjector>(errors));

        (await engine.RunAsync("Once")).ReadOutputAs<int>().ShouldBe(1);
        errors.Thrown.ShouldBeTrue();
    }

    [Fact]
    public async Task A_start_for_later_that_was_fired_by_a_clock_ahead_begins_at_once()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Summing(), In("ahead"));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sum", input: null, new("ahead", DateTimeOffset.UtcNow.AddHours(1)), TestEngine.Deadline);

        // What the timers of a process whose clock is ahead do.
        await ExecuteAsync("DELETE FROM durable.timers WHERE instance_id = 'ahead'; UPDATE durable.sessions SET ready_at = now() WHERE instance_id = 'ahead'");

        (await engine.EndOfAsync("ahead")).ReadOutputAs<int>().ShouldBe(3);
    }

    [Fact]
    public async Task An_activity_that_heeds_no_cancellation_does_not_keep_a_worker_from_coming_back()
    {
        var release = new TaskCompletionSource<int>();
        var started = new TaskCompletionSource();
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            Summing()
                .Orchestrator("Waits", context => context.CallActivityAsync<int>("Deaf"))
                .Activity<string, int>("Deaf", (_, _) =>
                {
                    started.TrySetResult();
                    return release.Task;
                }),
            In("deaf"));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("deaf"), TestEngine.Deadline);
        await started.Task;

        await ExecuteAsync("DELETE FROM durable.workers");

        (await engine.RunAsync("Sum")).ReadOutputAs<int>().ShouldBe(3);
        release.SetResult(7);
        (await engine.EndOfAsync("deaf")).ReadOutputAs<int>().ShouldBe(7);
    }

    [Fact]
    public async Task Nobody_counts_as_silent_so_soon_after_a_start_of_the_database()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, configure: In("outage", options => options.RunWorker = false));
        await ExecuteAsync("INSERT INTO durable.workers (hub_id, lease_until) SELECT hub_id, now() - interval '1 s' FROM durable.hubs WHERE name = 'outage'");
        await using var source = postgres.CreateDataSource();
        await using var connection = await source.OpenConnectionAsync(TestEngine.Deadline);

        await Workers.TakeOverAsync(connection, grace: TimeSpan.FromDays(365), dead: [], TestEngine.Deadline);
        (await ScalarAsync("SELECT count(*) FROM durable.workers JOIN durable.hubs USING (hub_id) WHERE name = 'outage'")).ShouldBe(1L);

        await Workers.TakeOverAsync(connection, grace: TimeSpan.Zero, dead: [], TestEngine.Deadline);
        (await ScalarAsync("SELECT count(*) FROM durable.workers JOIN durable.hubs USING (hub_id) WHERE name = 'outage'")).ShouldBe(0L);
    }

    [Fact]
    public async Task What_a_dead_process_of_this_machine_held_is_taken_over_before_its_lease_is_over()
    {
        if (ProcessIdentity.Current is not { } here)
        {
            Assert.Skip("Here processes cannot be told apart.");
            return;
        }

        await using (var client = await TestEngine.StartAsync(postgres.ConnectionString, configure: In("dead", options => options.RunWorker = false)))
        {
            await client.Client.ScheduleNewOrchestrationInstanceAsync("Sum", input: null, new("left"), TestEngine.Deadline);
            await client.Client.ScheduleNewOrchestrationInstanceAsync("Sum", input: null, new("held"), TestEngine.Deadline);
        }

        await HoldAsync("left", here.Place, "0@1");
        await HoldAsync("held", here.Place, here.Process);
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Summing(), In("dead"));

        (await engine.EndOfAsync("left")).ReadOutputAs<int>().ShouldBe(3);
        (await ScalarAsync("SELECT count(*) FROM durable.sessions s JOIN durable.workers w ON w.worker_id = s.owner WHERE s.instance_id = 'held' AND w.lease_until > now() + interval '1 minute'")).ShouldBe(1L);
        await ExecuteAsync("DELETE FROM durable.workers w USING durable.sessions s WHERE s.owner = w.worker_id AND s.instance_id = 'held'");
        (await engine.EndOfAsync("held")).ReadOutputAs<int>().ShouldBe(3);

        Task HoldAsync(string instance, string place, string process) => ExecuteAsync(
            $"""
            WITH holder AS (
                INSERT INTO durable.workers (hub_id, lease_until, place, process) SELECT hub_id, now() + interval '1 hour', '{place}', '{process}' FROM durable.hubs WHERE name = 'dead' RETURNING worker_id
            )
            UPDATE durable.sessions SET owner = (SELECT worker_id FROM holder), epoch = 1, ready_at = NULL WHERE instance_id = '{instance}'
            """);
    }

    [Fact]
    public async Task A_second_answer_to_a_call_does_not_come_into_the_history()
    {
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Asks", async context =>
                {
                    var answer = await context.CallActivityAsync<string>("Answer");
                    return answer + await context.WaitForExternalEvent<string>("Go");
                })
                .Activity<string, string>("Answer", _ => "first"),
            In("second"));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Asks", input: null, new("second"), TestEngine.Deadline);
        await Until.ReachedAsync(() => Answers(engine), answers => answers == 1);

        await ExecuteAsync(
            """
            INSERT INTO durable.messages (hub_id, instance_id, execution_id, body)
            SELECT hub_id, instance_id, execution_id, '{"k":2,"id":0,"d":"\"second\""}' FROM durable.sessions WHERE instance_id = 'second'
            """);
        await engine.Client.RaiseEventAsync("second", "Go", "!", TestEngine.Deadline);

        (await engine.EndOfAsync("second")).ReadOutputAs<string>().ShouldBe("first!");
        (await Answers(engine)).ShouldBe(1);
    }

    private static async Task<int> Answers(TestEngine engine) =>
        (await engine.Client.GetOrchestrationHistoryAsync("second", TestEngine.Deadline)).Count(entry => entry.EventType is "TaskCompleted");

    private static DelegateCatalog Summing() => new DelegateCatalog()
        .Orchestrator("Sum", async context => await context.CallActivityAsync<int>("Same", 1) + await context.CallActivityAsync<int>("Same", 2))
        .Activity<int, int>("Same", n => n);

    private static Action<DurableTaskEngineOptions> In(string hub, Action<DurableTaskEngineOptions>? more = null) => options =>
    {
        options.HubName = hub;
        options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(100);
        options.HeartbeatInterval = TimeSpan.FromMilliseconds(100);
        options.LeaseDuration = TimeSpan.FromSeconds(5);
        more?.Invoke(options);
    };

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var source = postgres.CreateDataSource();
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestEngine.Deadline);
    }

    private Task ExecuteAsync(string sql) => ScalarAsync(sql);

    private sealed class OneError(FaultPoint at, int time) : IFaultInjector
    {
        private int _reached;

        public bool Thrown { get; private set; }

        public Task ReachedAsync(FaultPoint point)
        {
            if (point == at && Interlocked.Increment(ref _reached) == time)
            {
                Thrown = true;
                throw new InvalidOperationException("A fault.");
            }

            return Task.CompletedTask;
        }
    }
}
