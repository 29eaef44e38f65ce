using System.Collections.Concurrent;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class RewindTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly ConcurrentDictionary<string, int> _runs = new(StringComparer.Ordinal);
    private volatile bool _broken = true;

    [Fact]
    public async Task What_failed_runs_again_and_what_succeeded_keeps_its_result()
    {
        var catalog = Activities().Orchestrator("Fan", async context => string.Join(',', await Task.WhenAll(
            context.CallActivityAsync<string>("Good", "a"), context.CallActivityAsync<string>("Bad", "b"), context.CallActivityAsync<string>("Good", "c"))));
        await using var engine = await StartAsync("fan", catalog);

        var end = await FailRewindAndEndAsync(engine, "Fan", "fan");

        end.ReadOutputAs<string>().ShouldBe("a,b,c");
        (_runs["Good:a"], _runs["Bad:b"], _runs["Good:c"]).ShouldBe((1, 2, 1));
    }

    [Fact]
    public async Task Results_of_calls_made_after_a_handled_failure_are_kept()
    {
        var catalog = Activities().Orchestrator("Handles", async context =>
        {
            try
            {
                await context.CallActivityAsync<string>("Bad", "first");
            }
            catch (TaskFailedException)
            {
                await context.CallActivityAsync<string>("Good", "compensate");
            }

            await context.CallActivityAsync<string>("Good", "middle");
            return await context.CallActivityAsync<string>("Bad", "last");
        });
        await using var engine = await StartAsync("handles", catalog);

        var end = await FailRewindAndEndAsync(engine, "Handles", "handles");

        end.ReadOutputAs<string>().ShouldBe("last");
        (_runs["Bad:first"], _runs["Good:compensate"], _runs["Good:middle"], _runs["Bad:last"]).ShouldBe((2, 1, 1, 2));
    }

    [Fact]
    public async Task A_call_that_succeeded_in_a_later_attempt_is_not_made_again()
    {
        var attempts = 0;
        var retry = TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(10)));
        var catalog = Activities()
            .Activity<string, string>("Shaky", text => Interlocked.Increment(ref attempts) < 2 ? throw new InvalidOperationException("shaky") : text!)
            .Orchestrator("Retries", async context =>
                await context.CallActivityAsync<string>("Shaky", "x", retry) + await context.CallActivityAsync<string>("Bad", "y"));
        await using var engine = await StartAsync("retries", catalog);

        (await FailRewindAndEndAsync(engine, "Retries", "retries")).ReadOutputAs<string>().ShouldBe("xy");

        attempts.ShouldBe(2);
    }

    [Fact]
    public async Task Failed_sub_orchestrations_are_rewound_and_succeeded_ones_are_not_run_again()
    {
        var catalog = Activities()
            .Orchestrator("Child", async context =>
            {
                var name = context.GetInput<string>() ?? string.Empty;
                await context.CallActivityAsync<string>("Good", name);
                return await context.CallActivityAsync<string>(name is "bad" ? "Bad" : "Good", name + "-2");
            })
            .Orchestrator("Parent", async context =>
                await context.CallSubOrchestratorAsync<string>("Child", "good") + await context.CallSubOrchestratorAsync<string>("Child", "bad"));
        await using var engine = await StartAsync("children", catalog);

        (await FailRewindAndEndAsync(engine, "Parent", "parent")).ReadOutputAs<string>().ShouldBe("good-2bad-2");

        (_runs["Good:good"], _runs["Good:good-2"], _runs["Good:bad"], _runs["Bad:bad-2"]).ShouldBe((1, 1, 1, 2));
    }

    [Fact]
    public async Task An_instance_whose_own_code_threw_goes_on_with_the_code_of_now()
    {
        var catalog = Activities().Orchestrator("Throws", async context =>
        {
            var result = await context.CallActivityAsync<string>("Good", "once");
            return _broken ? throw new InvalidOperationException("a bug") : result;
        });
        await using var engine = await StartAsync("throws", catalog);

        (await FailRewindAndEndAsync(engine, "Throws", "throws")).ReadOutputAs<string>().ShouldBe("once");

        _runs["Good:once"].ShouldBe(1);
    }

    [Fact]
    public async Task An_instance_that_failed_in_its_first_step_starts_again_with_its_input()
    {
        var catalog = new DelegateCatalog().Orchestrator(
            "Early", context => Task.FromResult(_broken ? throw new InvalidOperationException("early") : context.GetInput<string>()));
        await using var engine = await StartAsync("early", catalog);

        (await FailRewindAndEndAsync(engine, "Early", "early")).ReadOutputAs<string>().ShouldBe("input");
    }

    [Fact]
    public async Task A_timer_and_an_event_from_before_are_kept()
    {
        var catalog = Activities().Orchestrator("Waits", async context =>
        {
            var timer = context.CreateTimer(TimeSpan.FromSeconds(1), CancellationToken.None);
            var said = await context.WaitForExternalEvent<string>("Say");
            await context.CallActivityAsync<string>("Bad", "x");
            await timer;
            return said;
        });
        await using var engine = await StartAsync("waits", catalog);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("waits"), TestEngine.Deadline);
        await engine.Client.RaiseEventAsync("waits", "Say", "hello", TestEngine.Deadline);
        (await engine.EndOfAsync("waits")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        _broken = false;

        await engine.Client.RewindInstanceAsync("waits", "repaired", TestEngine.Deadline);

        (await engine.EndOfAsync("waits")).ReadOutputAs<string>().ShouldBe("hello");
    }

    [Fact]
    public async Task An_event_that_undone_code_sent_to_its_own_instance_is_undone_with_it()
    {
        var catalog = Activities().Orchestrator("Posts", async context =>
        {
            try
            {
                await context.CallActivityAsync<string>("Bad", "first");
            }
            catch (TaskFailedException)
            {
                context.SendEvent(context.InstanceId, "note", "undone");
                await context.WaitForExternalEvent<string>("note");
            }

            await context.CallActivityAsync<string>("Bad", "last");
            try
            {
                return await context.WaitForExternalEvent<string>("note", TimeSpan.FromMilliseconds(50));
            }
            catch (TaskCanceledException)
            {
                return "none";
            }
        });
        await using var engine = await StartAsync("posts", catalog);

        (await FailRewindAndEndAsync(engine, "Posts", "posts")).ReadOutputAs<string>().ShouldBe("none");
    }

    [Fact]
    public async Task It_can_fail_and_be_rewound_again_and_its_history_only_grows()
    {
        var catalog = Activities().Orchestrator("Twice", async context =>
            await context.CallActivityAsync<string>("Good", "a") + await context.CallActivityAsync<string>("Bad", "b") + await context.CallActivityAsync<string>("Good", "c"));
        await using var engine = await StartAsync("twice", catalog);
        (await engine.RunAsync("Twice", instanceId: "twice")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        var before = await StepsAsync("twice");
        await engine.Client.RewindInstanceAsync("twice", "too early", TestEngine.Deadline);
        (await engine.EndOfAsync("twice")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        var between = await StepsAsync("twice");
        _broken = false;

        await engine.Client.RewindInstanceAsync("twice", "repaired", TestEngine.Deadline);

        (await engine.EndOfAsync("twice")).ReadOutputAs<string>().ShouldBe("abc");
        var after = await StepsAsync("twice");
        (between.Take(before.Count), after.Take(between.Count)).ShouldSatisfyAllConditions(
            seen => seen.Item1.ShouldBe(before), seen => seen.Item2.ShouldBe(between));
        (_runs["Good:a"], _runs["Bad:b"], _runs["Good:c"]).ShouldBe((1, 3, 1));
        var history = await engine.Client.GetOrchestrationHistoryAsync("twice", TestEngine.Deadline);
        history.Where(entry => entry.EventType is "ExecutionRewound").Select(entry => entry.Reason).ShouldBe(["too early", "repaired"]);
    }

    [Fact]
    public async Task A_rewound_instance_survives_being_replayed()
    {
        var catalog = Activities().Orchestrator("Replays", async context =>
        {
            var first = await context.CallActivityAsync<string>("Bad", "b");
            return first + await context.WaitForExternalEvent<string>("Go");
        });
        await using (var engine = await StartAsync("replays", catalog))
        {
            (await engine.RunAsync("Replays", instanceId: "replays")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
            _broken = false;
            await engine.Client.RewindInstanceAsync("replays", "repaired", TestEngine.Deadline);
            await Until.TrueAsync(() => _runs["Bad:b"] == 2);
        }

        await using var second = await StartAsync("replays", catalog);
        await second.Client.RaiseEventAsync("replays", "Go", "!", TestEngine.Deadline);

        (await second.EndOfAsync("replays")).ReadOutputAs<string>().ShouldBe("b!");
    }

    [Fact]
    public async Task Only_a_failed_instance_can_be_rewound()
    {
        await using var engine = await StartAsync("only", new DelegateCatalog().Orchestrator("Fine", _ => Task.CompletedTask));
        await engine.RunAsync("Fine", instanceId: "fine");

        var finished = await Should.ThrowAsync<InvalidOperationException>(() => engine.Client.RewindInstanceAsync("fine", "why", TestEngine.Deadline));
        await Should.ThrowAsync<ArgumentException>(() => engine.Client.RewindInstanceAsync("nobody", "why", TestEngine.Deadline));

        finished.Message.ShouldContain("only a failed one");
    }

    [Fact]
    public async Task A_child_that_was_purged_cannot_be_rewound_and_its_parent_is_told_so()
    {
        var catalog = Activities()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync("Child", new SubOrchestrationOptions(instanceId: "purged-child")))
            .Orchestrator("Child", context => context.CallActivityAsync<string>("Bad", "x"));
        await using var engine = await StartAsync("purged", catalog);
        (await engine.RunAsync("Parent", instanceId: "purged-parent")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        await engine.Client.PurgeInstanceAsync("purged-child", TestEngine.Deadline);

        await engine.Client.RewindInstanceAsync("purged-parent", "repaired", TestEngine.Deadline);

        var end = await engine.EndOfAsync("purged-parent");
        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails.ShouldNotBeNull().InnerFailure.ShouldNotBeNull().ErrorType.ShouldBe("OrchestrationNotFound");
    }

    [Fact]
    public async Task A_child_that_still_runs_goes_on_and_answers_the_rewound_parent()
    {
        var catalog = Activities()
            .Orchestrator("Parent", async context =>
            {
                var child = context.CallSubOrchestratorAsync<string>("Child", new SubOrchestrationOptions(instanceId: "running-child"));
                var bad = await context.CallActivityAsync<string>("Bad", "y");
                return bad + await child;
            })
            .Orchestrator("Child", context => context.WaitForExternalEvent<string>("Go"));
        await using var engine = await StartAsync("running", catalog);
        (await engine.RunAsync("Parent", instanceId: "running-parent")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        _broken = false;

        await engine.Client.RewindInstanceAsync("running-parent", "repaired", TestEngine.Deadline);
        await engine.Client.RaiseEventAsync("running-child", "Go", "!", TestEngine.Deadline);

        (await engine.EndOfAsync("running-parent")).ReadOutputAs<string>().ShouldBe("y!");
    }

    private async Task<OrchestrationMetadata> FailRewindAndEndAsync(TestEngine engine, string orchestrator, string instanceId)
    {
        (await engine.RunAsync(orchestrator, "input", instanceId)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        _broken = false;
        await engine.Client.RewindInstanceAsync(instanceId, "repaired", TestEngine.Deadline);
        return await engine.EndOfAsync(instanceId);
    }

    private DelegateCatalog Activities() => new DelegateCatalog()
        .Activity<string, string>("Good", text => Run("Good", text))
        .Activity<string, string>("Bad", text => Run("Bad", text) is { } ran && _broken ? throw new InvalidOperationException(ran) : text!);

    private string Run(string activity, string? text)
    {
        _runs.AddOrUpdate($"{activity}:{text}", 1, (_, count) => count + 1);
        return text ?? string.Empty;
    }

    private Task<TestEngine> StartAsync(string hub, DelegateCatalog catalog) =>
        TestEngine.StartAsync(postgres.ConnectionString, catalog, options => options.HubName = $"rewind-{hub}");

    private async Task<List<string>> StepsAsync(string instanceId)
    {
        await using var source = postgres.CreateDataSource();
        await using var command = source.CreateCommand(
            "SELECT h.step || h.events FROM durable.history h JOIN durable.instances i USING (execution_id) WHERE i.instance_id = $1 ORDER BY h.step");
        command.Parameters.Add(new NpgsqlParameter { Value = instanceId });
        await using var reader = await command.ExecuteReaderAsync(TestEngine.Deadline);
        var steps = new List<string>();
        while (await reader.ReadAsync(TestEngine.Deadline))
        {
            steps.Add(reader.GetString(0));
        }

        return steps;
    }
}
