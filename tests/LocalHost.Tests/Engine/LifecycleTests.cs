using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class LifecycleTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static DelegateCatalog Waiting => new DelegateCatalog()
        .Orchestrator("Waits", async context =>
        {
            context.SetCustomStatus("waiting");
            return await context.WaitForExternalEvent<string>("Go");
        })
        .Orchestrator("Ends", context => Task.FromResult(context.GetInput<string>()))
        .Orchestrator("Fails", _ => throw new InvalidOperationException("failed"));

    [Fact]
    public async Task Input_output_and_custom_status_are_told_only_on_request()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);
        await engine.RunAsync("Ends", "in", "told");

        var brief = (await engine.Client.GetInstanceAsync("told", TestEngine.Deadline)).ShouldNotBeNull();
        var full = (await engine.Client.GetInstanceAsync("told", getInputsAndOutputs: true, TestEngine.Deadline)).ShouldNotBeNull();

        (brief.SerializedInput, brief.SerializedOutput).ShouldBe((null, null));
        (full.SerializedInput, full.SerializedOutput).ShouldBe(("\"in\"", "\"in\""));
        (await engine.Client.GetInstanceAsync("nobody", TestEngine.Deadline)).ShouldBeNull();
    }

    [Fact]
    public async Task An_id_that_is_alive_cannot_be_started_again()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("alive"), TestEngine.Deadline);

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(
            () => engine.Client.ScheduleNewOrchestrationInstanceAsync("Ends", input: null, new("alive"), TestEngine.Deadline));
    }

    [Fact]
    public async Task Of_many_starts_of_one_id_at_once_exactly_one_wins()
    {
        await using var first = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);
        await using var second = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 40).Select(async index =>
        {
            try
            {
                await (index % 2 == 0 ? first : second).Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("contested"), TestEngine.Deadline);
                return 1;
            }
            catch (OrchestrationAlreadyExistsException)
            {
                return 0;
            }
        }));

        outcomes.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task A_finished_instance_is_replaced_by_a_new_start()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);
        await engine.RunAsync("Fails", "one", "replaced");

        var instance = await engine.RunAsync("Ends", "two", "replaced");

        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        instance.ReadOutputAs<string>().ShouldBe("two");
        instance.FailureDetails.ShouldBeNull();
    }

    [Fact]
    public async Task A_finished_instance_is_kept_when_its_status_is_named()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);
        await engine.RunAsync("Ends", "one", "kept");
        var options = new StartOrchestrationOptions("kept");

        await Should.ThrowAsync<OrchestrationAlreadyExistsException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Ends", "two", options.WithDedupeStatuses(OrchestrationRuntimeStatus.Completed), TestEngine.Deadline));
        await Should.NotThrowAsync(() => engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Ends", "three", options.WithDedupeStatuses(OrchestrationRuntimeStatus.Failed), TestEngine.Deadline));
        (await engine.EndOfAsync("kept")).ReadOutputAs<string>().ShouldBe("three");
    }

    [Fact]
    public async Task A_start_for_later_waits_for_its_time_and_its_events_with_it()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            Waiting,
            options =>
            {
                options.HubName = "later";
                options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(30);
            },
            time);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("later", time.GetUtcNow().AddHours(1)), TestEngine.Deadline);
        await engine.Client.RaiseEventAsync("later", "Go", "early", TestEngine.Deadline);
        await engine.RunAsync("Ends");

        (await engine.Client.GetInstanceAsync("later", TestEngine.Deadline)).ShouldNotBeNull().RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Pending);
        time.Advance(TimeSpan.FromHours(1));
        (await engine.EndOfAsync("later")).ReadOutputAs<string>().ShouldBe("early");
    }

    [Fact]
    public async Task An_instance_that_has_not_begun_can_be_terminated()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Ends", input: null, new("never", DateTimeOffset.UtcNow.AddDays(1)), TestEngine.Deadline);

        await engine.Client.TerminateInstanceAsync("never", (object?)"called off", TestEngine.Deadline);

        var instance = await engine.EndOfAsync("never");
        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Terminated);
        instance.ReadOutputAs<string>().ShouldBe("called off");
    }

    [Fact]
    public async Task A_suspended_instance_keeps_what_arrives_until_it_is_resumed()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("held"), TestEngine.Deadline);
        await engine.UntilAsync("held", instance => instance.IsRunning);
        await engine.Client.SuspendInstanceAsync("held", "hold on", TestEngine.Deadline);
        await engine.UntilAsync("held", instance => instance.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await engine.Client.RaiseEventAsync("held", "Go", "now", TestEngine.Deadline);
        await Until.ReachedAsync(
            () => engine.Client.GetOrchestrationHistoryAsync("held", TestEngine.Deadline),
            history => history.Any(entry => entry.EventType is "EventRaised"));

        (await engine.Client.GetInstanceAsync("held", TestEngine.Deadline)).ShouldNotBeNull().RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Suspended);
        await engine.Client.ResumeInstanceAsync("held", "go on", TestEngine.Deadline);
        (await engine.EndOfAsync("held")).ReadOutputAs<string>().ShouldBe("now");
    }

    [Fact]
    public async Task Commands_to_unknown_and_finished_instances_are_refused()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);
        await engine.RunAsync("Ends", instanceId: "over");

        await Should.ThrowAsync<ArgumentException>(() => engine.Client.TerminateInstanceAsync("nobody", TestEngine.Deadline));
        await Should.ThrowAsync<InvalidOperationException>(() => engine.Client.SuspendInstanceAsync("over", TestEngine.Deadline));
        await Should.ThrowAsync<InvalidOperationException>(() => engine.Client.ResumeInstanceAsync("over", TestEngine.Deadline));
    }

    [Fact]
    public async Task A_restart_uses_the_input_again()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);
        await engine.RunAsync("Ends", "same", "restart-me");

        var id = await engine.Client.RestartAsync("restart-me", restartWithNewInstanceId: true, TestEngine.Deadline);

        id.ShouldNotBe("restart-me");
        (await engine.EndOfAsync(id)).ReadOutputAs<string>().ShouldBe("same");
    }

    [Theory]
    [InlineData("@entity")]
    [InlineData("a/b")]
    [InlineData("a#b")]
    [InlineData("a\nb")]
    public async Task Instance_ids_that_a_url_cannot_carry_are_refused(string id)
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);

        await Should.ThrowAsync<ArgumentException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Ends", input: null, new(id), TestEngine.Deadline));
    }

    [Fact]
    public async Task Tags_and_version_stay_with_the_instance()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, Waiting);
        var options = new StartOrchestrationOptions("tagged") { Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["company"] = "barton-creek" } };

        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Ends", "x", options, TestEngine.Deadline);

        (await engine.EndOfAsync("tagged")).Tags["company"].ShouldBe("barton-creek");
    }

    [Fact]
    public async Task Settings_out_of_range_are_all_named_at_the_start()
    {
        var failure = await Should.ThrowAsync<InvalidOperationException>(() => TestEngine.StartAsync(postgres.ConnectionString, configure: options =>
        {
            options.HubName = "x";
            options.MaxConcurrentActivityFunctions = 0;
            options.HeartbeatInterval = TimeSpan.FromMinutes(5);
        }));

        failure.Message.ShouldContain("HubName");
        failure.Message.ShouldContain("MaxConcurrentActivityFunctions");
        failure.Message.ShouldContain("HeartbeatInterval");
    }
}
