using System.Collections.Concurrent;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using Microsoft.Extensions.Logging;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class DeterminismTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Ids_and_times_are_the_same_in_every_replay()
    {
        var seen = new ConcurrentBag<(int Place, Guid Id, DateTime At)>();
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Looks", async context =>
                {
                    for (var place = 0; place < 3; place++)
                    {
                        seen.Add((place, context.NewGuid(), context.CurrentUtcDateTime));
                        await context.CallActivityAsync("Work");
                    }
                })
                .Activity<string, string>("Work", _ => "done"),
            AlwaysReplay("replays"));

        await engine.RunAsync("Looks");

        seen.Count.ShouldBeGreaterThanOrEqualTo(3);
        seen.GroupBy(entry => entry.Place).ShouldAllBe(place => place.Distinct().Count() == 1);
        seen.Select(entry => entry.Id).Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_replay_safe_logger_writes_each_line_once()
    {
        var logs = new ListLoggerProvider();
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Logs", async context =>
                {
                    var logger = context.CreateReplaySafeLogger("Test.Logs");
                    for (var place = 0; place < 3; place++)
                    {
                        logger.Log(LogLevel.Information, default, $"line {place}", exception: null, static (line, _) => line);
                        await context.CreateTimer(TimeSpan.FromMilliseconds(30), CancellationToken.None);
                    }
                }),
            AlwaysReplay("logs"),
            logs: logs);

        await engine.RunAsync("Logs");

        logs.Lines.Where(line => line.StartsWith("line", StringComparison.Ordinal)).ShouldBe(["line 0", "line 1", "line 2"]);
    }

    [Fact]
    public async Task Changed_code_fails_the_instance_and_names_the_step_expected_and_the_step_met()
    {
        await using (var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Changes", async context =>
                {
                    await context.CallActivityAsync("Old");
                    await context.WaitForExternalEvent<string>("Go");
                })
                .Activity<string, string>("Old", _ => "done"),
            options => options.HubName = "changes"))
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Changes", input: null, new("changes"), TestEngine.Deadline);
            await Until.ReachedAsync(
                () => engine.Client.GetOrchestrationHistoryAsync("changes", TestEngine.Deadline),
                history => history.Any(entry => entry.EventType is "TaskCompleted"));
        }

        await using var deployed = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog().Orchestrator("Changes", context => context.CallActivityAsync("New")),
            options => options.HubName = "changes");
        await deployed.Client.RaiseEventAsync("changes", "Go", "now", TestEngine.Deadline);

        var instance = await deployed.EndOfAsync("changes");

        instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        instance.FailureDetails.ShouldNotBeNull().ErrorMessage.ShouldContain(
            "Step 0: expected a call of the activity 'Old' (#0), met a call of the activity 'New' (#0)");
    }

    [Fact]
    public async Task Awaiting_a_task_of_ones_own_fails_the_instance()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Delays", async _ => await Task.Delay(10))
            .Orchestrator("Mixes", async context => await Task.WhenAny(context.WaitForExternalEvent<string>("Never"), Task.Delay(10)))
            .Orchestrator("Strays", async context =>
            {
                await Task.Delay(10).ConfigureAwait(false);
                await context.CallActivityAsync("Work");
            })
            .Activity<string, string>("Work", _ => "done"));

        foreach (var orchestrator in new[] { "Delays", "Mixes", "Strays" })
        {
            var instance = await engine.RunAsync(orchestrator);
            instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed, orchestrator);
            instance.FailureDetails.ShouldNotBeNull().ErrorMessage.ShouldContain("illegal await");
        }
    }

    [Fact]
    public async Task Continuations_of_the_contexts_tasks_stay_inside_the_orchestrator()
    {
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Continues", async context =>
                {
                    var text = await context.CallActivityAsync<string>("Work").ContinueWith(task => task.Result + "!", TaskScheduler.Current);
                    return await Task.WhenAny(context.CallActivityAsync<string>("Work"), context.CallActivityAsync<string>("Work")).Unwrap() + text;
                })
                .Activity<string, string>("Work", _ => "done"));

        (await engine.RunAsync("Continues")).ReadOutputAs<string>().ShouldBe("donedone!");
    }

    /// <summary>Nothing stays in memory, so that every step replays.</summary>
    private static Action<DurableTaskEngineOptions> AlwaysReplay(string hub) => options =>
    {
        options.HubName = hub;
        options.ExtendedSessionIdleTimeout = TimeSpan.Zero;
        options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(10);
    };
}
