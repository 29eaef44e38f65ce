using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class ActivityTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task An_activity_gets_its_input_and_gives_its_output_back()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Greet", async context => await context.CallActivityAsync<string>("Hello", context.GetInput<string>()))
            .Activity<string, string>("Hello", name => $"Hello {name}"));

        var instance = await engine.RunAsync("Greet", "Ada");

        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        instance.ReadOutputAs<string>().ShouldBe("Hello Ada");
    }

    [Fact]
    public async Task Activities_started_together_are_all_awaited()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Fan", async context =>
            {
                var squares = await Task.WhenAll(Enumerable.Range(0, 100).Select(n => context.CallActivityAsync<int>("Square", n)));
                return squares.Sum();
            })
            .Activity<int, int>("Square", n => n * n));

        (await engine.RunAsync("Fan")).ReadOutputAs<int>().ShouldBe(Enumerable.Range(0, 100).Sum(n => n * n));
    }

    [Fact]
    public async Task Activities_in_sequence_see_each_others_results()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Chain", async context =>
            {
                var value = 0;
                for (var step = 0; step < 10; step++)
                {
                    value = await context.CallActivityAsync<int>("Increment", value);
                }

                return value;
            })
            .Activity<int, int>("Increment", n => n + 1));

        (await engine.RunAsync("Chain")).ReadOutputAs<int>().ShouldBe(10);
    }

    [Fact]
    public async Task A_failing_activity_fails_its_orchestration_with_the_cause()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Fails", context => context.CallActivityAsync("Throw"))
            .Activity<string, string>("Throw", _ => throw new InvalidDataException("broken", new IOException("disk"))));

        var instance = await engine.RunAsync("Fails");

        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        var failure = instance.FailureDetails.ShouldNotBeNull();
        failure.IsCausedBy<TaskFailedException>().ShouldBeTrue();
        failure.ErrorMessage.ShouldBe("Task 'Throw' (#0) failed with an unhandled exception: broken");
        failure.StackTrace.ShouldBeNull();
        failure.InnerFailure.ShouldNotBeNull().IsCausedBy<InvalidDataException>().ShouldBeTrue();
        failure.InnerFailure.InnerFailure.ShouldNotBeNull().ErrorMessage.ShouldBe("disk");
    }

    [Fact]
    public async Task An_orchestrator_can_handle_the_failure_of_an_activity()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Handles", async context =>
            {
                try
                {
                    return await context.CallActivityAsync<string>("Throw");
                }
                catch (TaskFailedException failed) when (failed.FailureDetails.IsCausedBy<IOException>())
                {
                    return $"{failed.TaskName} #{failed.TaskId}: {failed.FailureDetails.ErrorMessage}";
                }
            })
            .Activity<string, string>("Throw", _ => throw new FileNotFoundException("gone")));

        (await engine.RunAsync("Handles")).ReadOutputAs<string>().ShouldBe("Throw #0: gone");
    }

    [Fact]
    public async Task An_unknown_activity_fails_the_call_and_names_it()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Calls", context => context.CallActivityAsync("Missing")));

        var failure = (await engine.RunAsync("Calls")).FailureDetails.ShouldNotBeNull().InnerFailure.ShouldNotBeNull();

        failure.ErrorType.ShouldBe("ActivityTaskNotFound");
        failure.ErrorMessage.ShouldContain("'Missing'");
    }

    [Fact]
    public async Task An_unknown_orchestrator_ends_failed()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString);

        var instance = await engine.RunAsync("Nobody");

        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        instance.FailureDetails.ShouldNotBeNull().ErrorType.ShouldBe("OrchestratorTaskNotFound");
    }

    [Fact]
    public async Task Stack_traces_are_kept_only_on_request()
    {
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Fails", context => context.CallActivityAsync("Throw"))
                .Activity<string, string>("Throw", _ => throw new InvalidDataException("broken")),
            options =>
            {
                options.HubName = "with-traces";
                options.IncludeStackTraces = true;
            });

        var failure = (await engine.RunAsync("Fails")).FailureDetails.ShouldNotBeNull();

        failure.InnerFailure.ShouldNotBeNull().StackTrace.ShouldNotBeNull().ShouldContain("Stack_traces_are_kept_only_on_request");
    }
}
