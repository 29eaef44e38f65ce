using System.Collections.Concurrent;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using TestSupport;

namespace LocalHost.Tests.Engine;

/// <summary>Activities that nobody waits for: they run, as in the Durable Task Framework, unless the instance is terminated.</summary>
public sealed class UnawaitedActivityTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int More = 100;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task They_run_though_the_orchestration_has_ended(bool fails)
    {
        var ran = new ConcurrentDictionary<int, int>();
        await using var engine = await StartAsync($"ended-{fails}", Counting(ran).Orchestrator("Forget", context =>
        {
            Call(context, More);
            return fails ? throw new InvalidOperationException("over") : Task.FromResult("done");
        }));

        var instance = await engine.RunAsync("Forget");

        instance.RuntimeStatus.ShouldBe(fails ? OrchestrationRuntimeStatus.Failed : OrchestrationRuntimeStatus.Completed);
        await Until.TrueAsync(() => ran.Count == More);
        await NothingIsQueuedAsync();
        ran.Values.ShouldAllBe(times => times == 1);
    }

    [Fact]
    public async Task They_run_though_the_orchestration_has_started_over()
    {
        var ran = new ConcurrentDictionary<int, int>();
        await using var engine = await StartAsync("over", Counting(ran).Orchestrator("Over", async context =>
        {
            var round = context.GetInput<int>();
            for (var call = 0; call < 10; call++)
            {
                _ = context.CallActivityAsync<int>("Count", (round * 10) + call);
            }

            // Numbers of calls are the same in each generation: a late result must not be taken for one of the next.
            var mine = await context.CallActivityAsync<int>("Count", 1000 + round);
            mine.ShouldBe(1000 + round);
            if (round < 9)
            {
                context.ContinueAsNew(round + 1);
            }

            return round;
        }));

        (await engine.RunAsync("Over", 0)).ReadOutputAs<int>().ShouldBe(9);

        await Until.TrueAsync(() => ran.Count == 110);
        await NothingIsQueuedAsync();
        ran.Values.ShouldAllBe(times => times == 1);
    }

    [Fact]
    public async Task Those_still_queued_are_dropped_when_the_orchestration_is_terminated()
    {
        var ran = new ConcurrentDictionary<int, int>();
        var gate = new TaskCompletionSource();
        var catalog = new DelegateCatalog()
            .Orchestrator("Waits", async context =>
            {
                Call(context, More);
                await context.WaitForExternalEvent<string>("Never");
            })
            .Activity<int, int>("Count", async (n, cancellationToken) =>
            {
                await gate.Task.WaitAsync(cancellationToken);
                return ran.AddOrUpdate(n, 1, (_, times) => times + 1);
            });
        await using var engine = await StartAsync("terminated", catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("terminated"), TestEngine.Deadline);
        await engine.UntilAsync("terminated", instance => instance.IsRunning);

        await engine.Client.TerminateInstanceAsync("terminated", (object?)"enough", TestEngine.Deadline);
        await engine.EndOfAsync("terminated");
        gate.SetResult();

        await NothingIsQueuedAsync();
        await engine.StopAsync();
        ran.Count.ShouldBeLessThan(More);
    }

    [Fact]
    public async Task Those_still_queued_when_a_failed_orchestration_is_rewound_run_again_as_its_own()
    {
        var ran = new ConcurrentDictionary<int, int>();
        var broken = true;
        await using var engine = await StartAsync("rewound", Counting(ran)
            .Orchestrator("Breaks", async context =>
            {
                var calls = Enumerable.Range(0, More).Select(n => context.CallActivityAsync<int>("Count", n)).ToList();
                await context.CallActivityAsync<int>("Break");
                return (await Task.WhenAll(calls)).Sum();
            })
            .Activity<string, int>("Break", _ => broken ? throw new InvalidOperationException("broken") : 0));
        (await engine.RunAsync("Breaks", instanceId: "rewound")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        broken = false;

        await engine.Client.RewindInstanceAsync("rewound", "mended", TestEngine.Deadline);

        (await engine.EndOfAsync("rewound")).ReadOutputAs<int>().ShouldBe(Enumerable.Range(0, More).Sum());
        await NothingIsQueuedAsync();
    }

    private static DelegateCatalog Counting(ConcurrentDictionary<int, int> ran) => new DelegateCatalog().Activity<int, int>("Count", n =>
    {
        ran.AddOrUpdate(n, 1, (_, times) => times + 1);
        return n;
    });

    private static void Call(TaskOrchestrationContext context, int count)
    {
        for (var call = 0; call < count; call++)
        {
            _ = context.CallActivityAsync<int>("Count", call);
        }
    }

    private Task<TestEngine> StartAsync(string hub, DelegateCatalog catalog) => TestEngine.StartAsync(postgres.ConnectionString, catalog, options =>
    {
        options.HubName = hub;
        options.MaxConcurrentActivityFunctions = 4;
    });

    private async Task NothingIsQueuedAsync()
    {
        await using var source = postgres.CreateDataSource();
        await Until.ReachedAsync(
            async () =>
            {
                await using var command = source.CreateCommand("SELECT count(*) FROM durable.activities");
                return await command.ExecuteScalarAsync(TestEngine.Deadline);
            },
            left => left is 0L);
    }
}
