using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class SubOrchestrationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_child_gets_its_input_knows_its_parent_and_answers()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", 7, new SubOrchestrationOptions(instanceId: "child-7")))
            .Orchestrator("Child", context => Task.FromResult($"{context.InstanceId} of {context.Parent!.Name} {context.Parent.InstanceId}: {context.GetInput<int>()}")));

        var instance = await engine.RunAsync("Parent", instanceId: "parent");

        instance.ReadOutputAs<string>().ShouldBe("child-7 of Parent parent: 7");
        (await engine.Client.GetInstanceAsync("child-7", TestEngine.Deadline)).ShouldNotBeNull().RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
    }

    [Fact]
    public async Task Many_children_run_side_by_side()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Parent", async context =>
                (await Task.WhenAll(Enumerable.Range(1, 30).Select(n => context.CallSubOrchestratorAsync<int>("Child", n)))).Sum())
            .Orchestrator("Child", context => context.CallActivityAsync<int>("Double", context.GetInput<int>()))
            .Activity<int, int>("Double", n => n * 2));

        (await engine.RunAsync("Parent")).ReadOutputAs<int>().ShouldBe(930);
    }

    [Fact]
    public async Task The_failure_of_a_grandchild_reaches_the_top_with_its_chain_of_causes()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child"))
            .Orchestrator("Child", context => context.CallActivityAsync("Throw"))
            .Activity<string, string>("Throw", _ => throw new InvalidDataException("deep")));

        var failure = (await engine.RunAsync("Parent")).FailureDetails.ShouldNotBeNull();

        failure.IsCausedBy<TaskFailedException>().ShouldBeTrue();
        var child = failure.InnerFailure.ShouldNotBeNull();
        child.IsCausedBy<TaskFailedException>().ShouldBeTrue();
        child.InnerFailure.ShouldNotBeNull().IsCausedBy<InvalidDataException>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_child_whose_id_is_taken_by_a_living_instance_fails_the_call()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Waits", context => context.WaitForExternalEvent<string>("Never"))
            .Orchestrator("Parent", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Waits", new SubOrchestrationOptions(instanceId: "taken"));
                    return "started";
                }
                catch (TaskFailedException failed)
                {
                    return failed.FailureDetails.ErrorType;
                }
            }));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("taken"), TestEngine.Deadline);

        (await engine.RunAsync("Parent")).ReadOutputAs<string>().ShouldBe(typeof(OrchestrationAlreadyExistsException).FullName);
    }

    [Fact]
    public async Task Terminating_recursively_ends_the_children_too()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Middle", new SubOrchestrationOptions(instanceId: "middle")))
            .Orchestrator("Middle", context => context.CallSubOrchestratorAsync("Leaf", new SubOrchestrationOptions(instanceId: "leaf")))
            .Orchestrator("Leaf", context => context.WaitForExternalEvent<string>("Never")));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent", input: null, new("root"), TestEngine.Deadline);
        await engine.UntilAsync("leaf", instance => instance.IsRunning);

        await engine.Client.TerminateInstanceAsync("root", new TerminateInstanceOptions("enough", Recursive: true), TestEngine.Deadline);

        (await engine.EndOfAsync("root")).ReadOutputAs<string>().ShouldBe("enough");
        (await engine.EndOfAsync("middle")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        (await engine.EndOfAsync("leaf")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
    }

    [Fact]
    public async Task A_terminated_child_fails_the_call_of_its_parent()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "cut-short")))
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("Never")));
        var parent = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent", TestEngine.Deadline);
        await engine.UntilAsync("cut-short", instance => instance.IsRunning);

        await engine.Client.TerminateInstanceAsync("cut-short", TestEngine.Deadline);

        var instance = await engine.EndOfAsync(parent);
        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        instance.FailureDetails.ShouldNotBeNull().InnerFailure.ShouldNotBeNull().ErrorMessage.ShouldContain("terminated");
    }
}
