using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using LocalHost.Engine.Storage;
using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class PayloadTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Threshold = 1024;

    private static readonly string Long = string.Concat(Enumerable.Repeat("Läuft über. ", 500));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Long_texts_come_back_whole_from_every_place_and_a_purge_leaves_none(bool withReplays)
    {
        await using var engine = await StartAsync($"places-{withReplays}", new DelegateCatalog()
            .Orchestrator("All", async context =>
            {
                var input = context.GetInput<string>();
                var echoed = await context.CallActivityAsync<string>("Echo", input);
                context.SetCustomStatus($"{echoed}status");
                var child = await context.CallSubOrchestratorAsync<string>("Child", $"{echoed}child", new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child"));
                context.SendEvent($"{context.InstanceId}-peer", "Go", $"{child}sent");
                var raised = await context.WaitForExternalEvent<string>("Go");
                return $"{raised}output";
            })
            .Orchestrator("Child", async context => $"{await context.CallActivityAsync<string>("Echo", context.GetInput<string>())}result")
            .Orchestrator("Peer", context => context.WaitForExternalEvent<string>("Go"))
            .Activity<string, string>("Echo", text => text!), withReplays);
        var id = $"all-{withReplays}";
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Peer", input: null, new($"{id}-peer"), TestEngine.Deadline);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("All", Long, new(id), TestEngine.Deadline);
        var peer = await engine.EndOfAsync($"{id}-peer");
        await engine.Client.RaiseEventAsync(id, "Go", $"{Long}raised", TestEngine.Deadline);

        var all = await engine.EndOfAsync(id);

        all.ReadInputAs<string>().ShouldBe(Long);
        all.ReadCustomStatusAs<string>().ShouldBe($"{Long}status");
        all.ReadOutputAs<string>().ShouldBe($"{Long}raisedoutput");
        peer.ReadOutputAs<string>().ShouldBe($"{Long}childresultsent");
        (await engine.Client.GetInstanceAsync($"{id}-child", getInputsAndOutputs: true, TestEngine.Deadline)).ShouldNotBeNull().ReadOutputAs<string>().ShouldBe($"{Long}childresult");
        (await ScalarAsync($"SELECT max(octet_length(events)) FROM durable.history JOIN durable.instances USING (execution_id) WHERE instance_id LIKE '{id}%'")).ShouldBeOfType<int>().ShouldBeLessThan(Threshold);
        (await ScalarAsync("SELECT max(greatest(octet_length(input), octet_length(output), octet_length(custom_status))) FROM durable.instances")).ShouldBeOfType<int>().ShouldBeLessThan(Threshold);

        foreach (var instance in new[] { id, $"{id}-child", $"{id}-peer" })
        {
            await engine.Client.PurgeInstanceAsync(instance, options: null, TestEngine.Deadline);
        }

        (await PayloadsAsync($"{id}%")).ShouldBe(0);
    }

    [Fact]
    public async Task The_history_tells_the_inputs_of_calls_long_or_short()
    {
        await using var engine = await StartAsync("history", new DelegateCatalog()
            .Orchestrator("Calls", async context =>
            {
                await context.CallActivityAsync<string>("Echo", "short");
                await context.CallActivityAsync<string>("Echo", Long);
                await context.CallSubOrchestratorAsync("Nothing", "for the child");
            })
            .Orchestrator("Nothing", _ => Task.CompletedTask)
            .Activity<string, string>("Echo", text => text!));

        await engine.RunAsync("Calls", instanceId: "told");

        var history = await engine.Client.GetOrchestrationHistoryAsync("told", TestEngine.Deadline);
        history.Where(entry => entry.EventType is "TaskScheduled" or "SubOrchestrationInstanceCreated").Select(entry => entry.Input)
            .ShouldBe([Json("short"), Json(Long), Json("for the child")]);
        history.Where(entry => entry.EventType is "TaskCompleted").Select(entry => entry.Result).ShouldBe([Json("short"), Json(Long)]);
    }

    [Fact]
    public async Task The_same_text_given_to_many_activities_is_stored_once()
    {
        await using var engine = await StartAsync("once", new DelegateCatalog()
            .Orchestrator("Many", async context => (await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => context.CallActivityAsync<int>("Measure", Long)))).Sum())
            .Activity<string, int>("Measure", text => text!.Length));

        (await engine.RunAsync("Many", instanceId: "many")).ReadOutputAs<int>().ShouldBe(50 * Long.Length);

        (await PayloadsAsync("many")).ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_start_over_keeps_what_it_goes_on_with_and_drops_the_rest(bool withReplays)
    {
        await using var engine = await StartAsync($"over-{withReplays}", new DelegateCatalog()
            .Orchestrator("Over", async context =>
            {
                var round = int.Parse(context.GetInput<string>()![Long.Length..], System.Globalization.CultureInfo.InvariantCulture);
                context.SetCustomStatus($"{Long}{round}");
                await context.CallActivityAsync<string>("Echo", $"{Long}{round}");
                if (round < 5)
                {
                    await context.WaitForExternalEvent<string>("Go");
                    context.ContinueAsNew($"{Long}{round + 1}");
                    return null;
                }

                return await context.WaitForExternalEvent<string>("Kept");
            })
            .Activity<string, string>("Echo", text => text!), withReplays);
        var id = $"over-{withReplays}";
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Over", $"{Long}0", new(id), TestEngine.Deadline);
        await engine.Client.RaiseEventAsync(id, "Kept", $"{Long}kept", TestEngine.Deadline);
        for (var round = 0; round < 5; round++)
        {
            await engine.Client.RaiseEventAsync(id, "Go", $"{Long}go", TestEngine.Deadline);
        }

        var instance = await engine.EndOfAsync(id);

        instance.ReadOutputAs<string>().ShouldBe($"{Long}kept");
        instance.ReadCustomStatusAs<string>().ShouldBe($"{Long}5");

        // Input, custom status, the activity's input and result (one text), the event and the output (the same text, twice: from without and from within).
        (await PayloadsAsync(id)).ShouldBeLessThanOrEqualTo(6);
    }

    [Fact]
    public async Task A_custom_status_that_is_replaced_and_a_run_that_is_replaced_leave_nothing()
    {
        await using var engine = await StartAsync("replaced", new DelegateCatalog()
            .Orchestrator("Tells", async context =>
            {
                for (var round = 0; round < 10; round++)
                {
                    context.SetCustomStatus($"{Long}{round}");
                    await context.CallActivityAsync<int>("Nothing");
                }

                context.SetCustomStatus("short");
            })
            .Activity<string, int>("Nothing", _ => 0));

        await engine.RunAsync("Tells", Long, "tells");
        (await PayloadsAsync("tells")).ShouldBe(1);
        await engine.RunAsync("Tells", "short", "tells");

        (await PayloadsAsync("tells")).ShouldBe(0);
    }

    [Fact]
    public async Task A_rewind_knows_calls_with_long_inputs_and_results_again()
    {
        var (runs, broken) = (0, true);
        await using var engine = await StartAsync("rewound", new DelegateCatalog()
            .Orchestrator("Breaks", async context =>
            {
                var both = Task.WhenAll(context.CallActivityAsync<string>("Echo", Long), context.CallActivityAsync<string>("Break", Long));
                return (await both)[0];
            })
            .Activity<string, string>("Echo", text =>
            {
                Interlocked.Increment(ref runs);
                return text!;
            })
            .Activity<string, string>("Break", text => broken ? throw new InvalidOperationException("broken") : text!));
        await engine.RunAsync("Breaks", instanceId: "rewound");
        broken = false;

        await engine.Client.RewindInstanceAsync("rewound", "mended", TestEngine.Deadline);

        (await engine.EndOfAsync("rewound")).ReadOutputAs<string>().ShouldBe(Long);
        runs.ShouldBe(1);
    }

    [Fact]
    public async Task An_activity_that_nobody_awaits_still_gets_its_long_input_after_a_start_over()
    {
        var lengths = new System.Collections.Concurrent.ConcurrentBag<int>();
        await using var engine = await StartAsync("forgotten", new DelegateCatalog()
            .Orchestrator("Forget", context =>
            {
                var round = context.GetInput<int>();
                for (var call = 0; call < 20; call++)
                {
                    _ = context.CallActivityAsync<int>("Note", $"{Long}{round}");
                }

                if (round < 3)
                {
                    context.ContinueAsNew(round + 1);
                }

                return Task.CompletedTask;
            })
            .Activity<string, int>("Note", text =>
            {
                lengths.Add(text!.Length);
                return 0;
            }));

        await engine.RunAsync("Forget", 0);

        await Until.TrueAsync(() => lengths.Count == 80);
        lengths.ShouldAllBe(length => length == Long.Length + 1);
    }

    [Fact]
    public void A_text_that_looks_like_a_reference_is_itself_put_aside()
    {
        var writer = new PayloadWriter(Threshold, "instance", Guid.NewGuid());

        var stored = writer.Put("\u0001not a reference");

        PayloadReference.Read(stored).ShouldBe(writer.Payloads.ShouldHaveSingleItem().PayloadId);
        writer.Put("short").ShouldBe("short");
        writer.Put(new string('x', Threshold)).ShouldBe(new string('x', Threshold));
        writer.Put(new string('x', Threshold + 1)).ShouldNotBe(new string('x', Threshold + 1));
    }

    private static string Json(string text) => LocalHost.DurableTask.Converters.JsonDataConverter.Default.Serialize(text)!;

    private Task<TestEngine> StartAsync(string hub, DelegateCatalog catalog, bool withReplays = false) => TestEngine.StartAsync(postgres.ConnectionString, catalog, options =>
    {
        options.HubName = hub;
        options.PayloadThresholdBytes = Threshold;
        if (withReplays)
        {
            options.MaxSessionsInMemory = 1;
            options.ExtendedSessionIdleTimeout = TimeSpan.Zero;
            options.ActivityPrefetch = 0;
        }
    });

    private async Task<long> PayloadsAsync(string instances) =>
        (long)(await ScalarAsync("SELECT count(*) FROM durable.payloads WHERE instance_id LIKE $1", instances)).ShouldNotBeNull();

    private async Task<object?> ScalarAsync(string sql, string? parameter = null)
    {
        await using var source = postgres.CreateDataSource();
        await using var command = source.CreateCommand(sql);
        if (parameter is not null)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return await command.ExecuteScalarAsync(TestEngine.Deadline);
    }
}
