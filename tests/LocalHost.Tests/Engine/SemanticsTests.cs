using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using TestSupport;

namespace LocalHost.Tests.Engine;

/// <summary>Corners of the real packages' behaviour, one a test.</summary>
public sealed class SemanticsTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static DelegateCatalog Catalog => new DelegateCatalog()
        .Orchestrator("Version", context => Task.FromResult($"{context.Version}:{context.CompareVersionTo("1.10")}"))
        .Orchestrator("Versions", async context =>
        {
            var same = await context.CallSubOrchestratorAsync<string>("Version");
            var other = await context.CallSubOrchestratorAsync<string>("Version", options: new SubOrchestrationOptions { Version = "3.0" });
            return $"{context.Version} {same} {other}";
        })
        .Orchestrator("Tagged", async context =>
        {
            await context.CallSubOrchestratorAsync(
                "Version", new TaskOptions(tags: new Dictionary<string, string>(StringComparer.Ordinal) { ["part"] = "child" }).WithInstanceId("tagged-child"));
            await context.CallActivityAsync("Nothing", new TaskOptions(tags: new Dictionary<string, string>(StringComparer.Ordinal) { ["part"] = "activity" }));
        })
        .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Waits", new SubOrchestrationOptions(instanceId: $"{context.InstanceId}-child")))
        .Orchestrator("Waits", context => context.WaitForExternalEvent<string>("Go"))
        .Orchestrator("Echo", context => Task.FromResult(context.GetInput<string>()))
        .Orchestrator("Letters", async context =>
        {
            var child = context.CallSubOrchestratorAsync<string>("Waits", new SubOrchestrationOptions(instanceId: "reader"));
            context.SendEvent("reader", "Go", "at once");
            return await child;
        })
        .Orchestrator("Turns", async context =>
        {
            await context.WaitForExternalEvent<string>("Go");
            if (context.GetInput<int>() > 0)
            {
                context.ContinueAsNew(0);
            }

            return "done";
        })
        .Orchestrator("Throws", _ => throw new InvalidOperationException(
            "outer",
            new TaskFailedException("Inner", 3, new TaskFailureDetails("My.Error", "inner", null, null, new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = "E7", ["times"] = 2 }))))
        .Activity<string, string>("Nothing", _ => string.Empty);

    [Fact]
    public async Task A_sub_orchestration_has_its_parents_version_unless_it_is_given_another()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Catalog);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Versions", new StartOrchestrationOptions { Version = "1.9" }, TestEngine.Deadline);

        (await engine.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("1.9 1.9:-1 3.0:1");
    }

    [Fact]
    public async Task The_default_version_is_that_of_instances_started_without_one()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Catalog, options => options.DefaultVersion = "1.10");

        (await engine.RunAsync("Version")).ReadOutputAs<string>().ShouldBe("1.10:0");
    }

    [Fact]
    public async Task A_restart_keeps_the_id_on_request_and_version_and_tags_in_any_case()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Catalog);
        var tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["team"] = "a" };
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Version", new StartOrchestrationOptions("again") { Version = "2.0", Tags = tags }, TestEngine.Deadline);
        await engine.EndOfAsync("again");

        (await engine.Client.RestartAsync("again", cancellation: TestEngine.Deadline)).ShouldBe("again");

        var end = await engine.EndOfAsync("again");
        (end.ReadOutputAs<string>(), end.Tags["team"]).ShouldBe(("2.0:1", "a"));
        await Should.ThrowAsync<ArgumentException>(() => engine.Client.RestartAsync("nobody", cancellation: TestEngine.Deadline));
    }

    [Fact]
    public async Task An_instance_that_is_alive_is_not_restarted_under_its_own_id()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("busy"), TestEngine.Deadline);

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => engine.Client.RestartAsync("busy", cancellation: TestEngine.Deadline));
    }

    [Fact]
    public async Task An_instance_that_is_alive_is_in_the_way_whatever_statuses_are_named()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("living"), TestEngine.Deadline);
        var options = new StartOrchestrationOptions("living").WithDedupeStatuses(OrchestrationRuntimeStatus.Failed);

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(
            () => engine.Client.ScheduleNewOrchestrationInstanceAsync("Echo", "x", options, TestEngine.Deadline));
    }

    [Fact]
    public async Task Tags_of_a_sub_orchestration_are_read_back_and_those_of_an_activity_do_no_harm()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Catalog);

        (await engine.RunAsync("Tagged")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);

        (await engine.EndOfAsync("tagged-child")).Tags["part"].ShouldBe("child");
    }

    [Fact]
    public async Task Terminating_without_recursion_leaves_the_children_alone()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent", input: null, new("alone"), TestEngine.Deadline);
        await engine.UntilAsync("alone-child", instance => instance.IsRunning);

        await engine.Client.TerminateInstanceAsync("alone", (object?)"enough", TestEngine.Deadline);
        await engine.EndOfAsync("alone");
        await engine.Client.RaiseEventAsync("alone-child", "Go", "still here", TestEngine.Deadline);

        (await engine.EndOfAsync("alone-child")).ReadOutputAs<string>().ShouldBe("still here");
    }

    [Fact]
    public async Task An_event_sent_to_a_child_in_the_step_that_begins_it_arrives()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Catalog);

        (await engine.RunAsync("Letters")).ReadOutputAs<string>().ShouldBe("at once");
    }

    [Fact]
    public async Task A_suspension_outlives_the_start_over_as_new()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Catalog);
        await using (var nobody = await TestEngine.StartAsync(postgres.ConnectionString, Catalog, options => options.RunWorker = false))
        {
            await engine.StopAsync();
            await nobody.Client.ScheduleNewOrchestrationInstanceAsync("Turns", 1, new("turns"), TestEngine.Deadline);
            await nobody.Client.RaiseEventAsync("turns", "Go", "one", TestEngine.Deadline);
            await nobody.Client.SuspendInstanceAsync("turns", "wait", TestEngine.Deadline);
        }

        await using var second = await TestEngine.StartAsync(postgres.ConnectionString, Catalog);
        await second.UntilAsync("turns", instance => instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await second.Client.ResumeInstanceAsync("turns", "on", TestEngine.Deadline);
        await second.Client.RaiseEventAsync("turns", "Go", "two", TestEngine.Deadline);

        (await second.EndOfAsync("turns")).ReadOutputAs<string>().ShouldBe("done");
    }

    [Fact]
    public async Task A_failure_keeps_the_chain_of_its_causes_and_their_properties()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Catalog);

        var failure = (await engine.RunAsync("Throws")).FailureDetails.ShouldNotBeNull();

        var task = failure.InnerFailure.ShouldNotBeNull();
        (failure.ErrorMessage, task.ErrorType).ShouldBe(("outer", typeof(TaskFailedException).FullName));
        var inner = task.InnerFailure.ShouldNotBeNull();
        (inner.ErrorType, inner.ErrorMessage).ShouldBe(("My.Error", "inner"));
        inner.Properties.ShouldNotBeNull()["code"].ShouldNotBeNull().ToString().ShouldBe("E7");
        inner.Properties["times"].ShouldNotBeNull().ToString().ShouldBe("2");
    }
}
