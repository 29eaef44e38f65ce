using LocalHost.DurableTask.Client;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class ExternalEventTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task An_event_reaches_who_waits_for_it_whatever_the_case_of_its_name()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Waits", context => context.WaitForExternalEvent<string>("Approval")));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("waits"), TestEngine.Deadline);
        await engine.Client.WaitForInstanceStartAsync("waits", TestEngine.Deadline);

        await engine.Client.RaiseEventAsync("waits", "approval", "yes", TestEngine.Deadline);

        (await engine.EndOfAsync("waits")).ReadOutputAs<string>().ShouldBe("yes");
    }

    [Fact]
    public async Task Events_that_come_early_are_kept_and_handed_out_in_order()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Collects", async context =>
            {
                await context.WaitForExternalEvent<string>("Go");
                var seen = new List<int>();
                for (var index = 0; index < 20; index++)
                {
                    seen.Add(await context.WaitForExternalEvent<int>("Number"));
                }

                return seen;
            }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Collects", input: null, new("collects"), TestEngine.Deadline);
        for (var index = 0; index < 20; index++)
        {
            await engine.Client.RaiseEventAsync("collects", "Number", index, TestEngine.Deadline);
        }

        await engine.Client.RaiseEventAsync("collects", "Go", "now", TestEngine.Deadline);

        (await engine.EndOfAsync("collects")).ReadOutputAs<int[]>().ShouldBe(Enumerable.Range(0, 20).ToArray());
    }

    [Fact]
    public async Task A_wait_that_takes_too_long_is_cancelled_and_later_events_are_kept_for_the_next()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Impatient", async context =>
            {
                try
                {
                    await context.WaitForExternalEvent<string>("Answer", TimeSpan.FromMilliseconds(20));
                    return "came";
                }
                catch (TaskCanceledException)
                {
                    context.SetCustomStatus("late");
                    return await context.WaitForExternalEvent<string>("Answer");
                }
            }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Impatient", input: null, new("impatient"), TestEngine.Deadline);
        await engine.UntilAsync("impatient", instance => instance.ReadCustomStatusAs<string>() == "late");

        await engine.Client.RaiseEventAsync("impatient", "Answer", "at last", TestEngine.Deadline);

        (await engine.EndOfAsync("impatient")).ReadOutputAs<string>().ShouldBe("at last");
    }

    [Fact]
    public async Task An_event_in_time_cancels_the_timer_of_the_wait()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Patient", context => context.WaitForExternalEvent<int>("Answer", TimeSpan.FromDays(1))));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Patient", input: null, new("patient"), TestEngine.Deadline);

        await engine.Client.RaiseEventAsync("patient", "Answer", 42, TestEngine.Deadline);

        (await engine.EndOfAsync("patient")).ReadOutputAs<int>().ShouldBe(42);
    }

    [Fact]
    public async Task Several_waits_for_one_name_are_served_first_come_first_served()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Twice", async context =>
            {
                var first = context.WaitForExternalEvent<string>("Item");
                var second = context.WaitForExternalEvent<string>("Item");
                return $"{await first},{await second}";
            }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Twice", input: null, new("twice"), TestEngine.Deadline);

        await engine.Client.RaiseEventAsync("twice", "Item", "a", TestEngine.Deadline);
        await engine.Client.RaiseEventAsync("twice", "Item", "b", TestEngine.Deadline);

        (await engine.EndOfAsync("twice")).ReadOutputAs<string>().ShouldBe("a,b");
    }

    [Fact]
    public async Task An_orchestration_sends_events_to_another()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Receiver", context => context.WaitForExternalEvent<string>("Letter"))
            .Orchestrator("Sender", context =>
            {
                context.SendEvent("receiver", "Letter", $"from {context.InstanceId}");
                return Task.CompletedTask;
            }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Receiver", input: null, new("receiver"), TestEngine.Deadline);

        await engine.RunAsync("Sender", instanceId: "sender");

        (await engine.EndOfAsync("receiver")).ReadOutputAs<string>().ShouldBe("from sender");
    }

    [Fact]
    public async Task An_event_for_an_instance_that_does_not_exist_is_dropped()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString);

        await Should.NotThrowAsync(() => engine.Client.RaiseEventAsync("nobody", "Letter", "lost", TestEngine.Deadline));
    }

    [Fact]
    public async Task Events_for_a_finished_instance_do_not_reach_the_next_one_of_its_id()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Waits", context => context.WaitForExternalEvent<string>("Letter"))
            .Orchestrator("Ends", _ => Task.CompletedTask));
        await engine.RunAsync("Ends", instanceId: "again");
        await engine.Client.RaiseEventAsync("again", "Letter", "old", TestEngine.Deadline);

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("again"), TestEngine.Deadline);
        await engine.Client.RaiseEventAsync("again", "Letter", "new", TestEngine.Deadline);

        var instance = await engine.EndOfAsync("again");
        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        instance.ReadOutputAs<string>().ShouldBe("new");
    }
}
