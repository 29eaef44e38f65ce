using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class ContinueAsNewTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Each_generation_starts_with_the_new_input_and_an_empty_history()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Counts", async context =>
            {
                var count = await context.CallActivityAsync<int>("Increment", context.GetInput<int>());
                if (count < 5)
                {
                    context.ContinueAsNew(count);
                }

                return count;
            })
            .Activity<int, int>("Increment", n => n + 1));

        var instance = await engine.RunAsync("Counts", 0, "counts");

        instance.ReadOutputAs<int>().ShouldBe(5);
        instance.ReadInputAs<int>().ShouldBe(4);
        var history = await engine.Client.GetOrchestrationHistoryAsync("counts", TestEngine.Deadline);
        history.Count(entry => entry.EventType is "TaskScheduled").ShouldBe(1);
    }

    [Fact]
    public async Task Events_nobody_waited_for_are_carried_over_in_order()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Accumulator(preserve: true));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Accumulates", new List<int>(), new("accumulates"), TestEngine.Deadline);
        for (var index = 0; index < 10; index++)
        {
            await engine.Client.RaiseEventAsync("accumulates", "Number", index, TestEngine.Deadline);
        }

        (await engine.EndOfAsync("accumulates")).ReadOutputAs<int[]>().ShouldBe(Enumerable.Range(0, 10).ToArray());
    }

    [Fact]
    public async Task Events_nobody_waited_for_are_dropped_on_request()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Drops", async context =>
            {
                if (context.GetInput<int>() == 0)
                {
                    await context.WaitForExternalEvent<string>("Go");
                    context.ContinueAsNew(1, preserveUnprocessedEvents: false);
                    return "again";
                }

                return await context.WaitForExternalEvent<string>("Letter");
            }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Drops", 0, new("drops"), TestEngine.Deadline);
        await engine.Client.RaiseEventAsync("drops", "Letter", "old", TestEngine.Deadline);
        await Until.ReachedAsync(
            () => engine.Client.GetOrchestrationHistoryAsync("drops", TestEngine.Deadline),
            history => history.Any(entry => entry.EventType is "EventRaised"));
        await engine.Client.RaiseEventAsync("drops", "Go", "now", TestEngine.Deadline);
        await engine.UntilAsync("drops", instance => instance.ReadInputAs<int>() == 1);

        await engine.Client.RaiseEventAsync("drops", "Letter", "new", TestEngine.Deadline);

        (await engine.EndOfAsync("drops")).ReadOutputAs<string>().ShouldBe("new");
    }

    [Fact]
    public async Task The_custom_status_stays_until_it_is_set_again()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Status", async context =>
            {
                if (context.GetInput<int>() == 0)
                {
                    context.SetCustomStatus("first");
                    context.ContinueAsNew(1);
                    return;
                }

                await context.WaitForExternalEvent<string>("End");
            }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Status", 0, new("status"), TestEngine.Deadline);
        await engine.UntilAsync("status", instance => instance.ReadInputAs<int>() == 1);

        await engine.Client.RaiseEventAsync("status", "End", "now", TestEngine.Deadline);

        (await engine.EndOfAsync("status")).ReadCustomStatusAs<string>().ShouldBe("first");
    }

    [Fact]
    public async Task A_new_version_can_be_taken_on_the_way()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Versions", context =>
            {
                if (context.CompareVersionTo("2.0") < 0)
                {
                    context.ContinueAsNew(new ContinueAsNewOptions { NewVersion = "2.0" });
                }

                return Task.FromResult(context.Version);
            }));
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Versions", new StartOrchestrationOptions { Version = "1.5" }, TestEngine.Deadline);

        (await engine.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("2.0");
    }

    private static DelegateCatalog Accumulator(bool preserve) => new DelegateCatalog().Orchestrator("Accumulates", async context =>
    {
        var seen = context.GetInput<List<int>>() ?? [];
        seen.Add(await context.WaitForExternalEvent<int>("Number"));
        if (seen.Count < 10)
        {
            context.ContinueAsNew(seen, preserve);
        }

        return seen;
    });
}
