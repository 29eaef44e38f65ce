using System.Collections.Concurrent;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class RetryTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(1, 5, false, 1)]
    [InlineData(3, 5, false, 3)]
    [InlineData(3, 2, true, 3)]
    [InlineData(5, 0, true, 1)]
    public async Task A_policy_tries_as_often_as_it_says_and_no_more(int attempts, int failures, bool succeeds, int expectedCalls)
    {
        var calls = new ConcurrentQueue<int>();
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Retries", context => context.CallActivityAsync<string>("Flaky", TaskOptions.FromRetryPolicy(new RetryPolicy(attempts, Short))))
            .Activity<string, string>("Flaky", _ =>
            {
                calls.Enqueue(1);
                return calls.Count <= failures ? throw new InvalidOperationException("not yet") : "done";
            }));

        var instance = await engine.RunAsync("Retries");

        instance.RuntimeStatus.ShouldBe(succeeds ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Failed);
        calls.Count.ShouldBe(expectedCalls);
    }

    [Fact]
    public async Task Waits_grow_by_the_coefficient_up_to_the_longest()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromMilliseconds(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMilliseconds(30));
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("BacksOff", context => context.CallActivityAsync("Broken", TaskOptions.FromRetryPolicy(policy)))
            .Activity<string, string>("Broken", _ => throw new InvalidOperationException("never")));

        await engine.RunAsync("BacksOff", instanceId: "backs-off");

        var history = await engine.Client.GetOrchestrationHistoryAsync("backs-off", TestEngine.Deadline);
        var waits = history.Where(entry => entry.EventType is "TimerCreated").Select(entry => (int)(entry.FireAt!.Value - entry.Timestamp).TotalMilliseconds);
        waits.ShouldBe([10, 20, 30, 30]);
    }

    [Fact]
    public async Task A_failure_the_policy_does_not_handle_is_not_tried_again()
    {
        var calls = 0;
        var policy = new RetryPolicy(5, Short) { HandleFailure = failure => failure.IsCausedBy<TimeoutException>() };
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Filters", context => context.CallActivityAsync("Broken", TaskOptions.FromRetryPolicy(policy)))
            .Activity<string, string>("Broken", _ => Interlocked.Increment(ref calls) == 1 ? throw new TimeoutException() : throw new InvalidDataException()));

        await engine.RunAsync("Filters");

        calls.ShouldBe(2);
    }

    [Fact]
    public async Task No_retry_starts_after_the_timeout_of_the_policy()
    {
        var time = new ManualTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var calls = 0;
        var policy = new RetryPolicy(100, TimeSpan.FromMinutes(1), retryTimeout: TimeSpan.FromMinutes(3));
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("GivesUp", context => context.CallActivityAsync("Broken", TaskOptions.FromRetryPolicy(policy)))
                .Activity<string, string>("Broken", _ =>
                {
                    calls++;
                    time.Advance(TimeSpan.FromMinutes(1));
                    throw new InvalidOperationException("never");
                }),
            options =>
            {
                options.HubName = "retry-timeout";
                options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(20);
            },
            time);
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("GivesUp", TestEngine.Deadline);

        await Until.ReachedAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(10));
                return engine.Client.GetInstanceAsync(id, TestEngine.Deadline);
            },
            instance => instance!.IsCompleted);

        calls.ShouldBeInRange(1, 3);
    }

    [Fact]
    public async Task A_handler_decides_with_what_it_is_told()
    {
        var seen = new ConcurrentQueue<string>();
        RetryHandler handler = retry =>
        {
            seen.Enqueue($"{retry.LastAttemptNumber}: {retry.LastFailure.ErrorMessage}");
            return retry.LastAttemptNumber < 3;
        };
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Asks", context => context.CallActivityAsync("Broken", TaskOptions.FromRetryHandler(handler)))
                .Activity<string, string>("Broken", _ => throw new InvalidOperationException("no")));

        (await engine.RunAsync("Asks")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);

        seen.Distinct().ShouldBe(["1: no", "2: no", "3: no"]);
    }

    [Fact]
    public async Task A_sub_orchestration_is_tried_again_as_a_whole()
    {
        var calls = 0;
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Child",
                options: new TaskOptions(new RetryPolicy(3, Short)).WithInstanceId("the-child")))
            .Orchestrator("Child", context => context.CallActivityAsync<string>("Flaky"))
            .Activity<string, string>("Flaky", _ => Interlocked.Increment(ref calls) < 3 ? throw new InvalidOperationException() : "third"));

        (await engine.RunAsync("Parent")).ReadOutputAs<string>().ShouldBe("third");
    }

    [Theory]
    [InlineData(0, 1, 1.0, null, null)]
    [InlineData(1, 0, 1.0, null, null)]
    [InlineData(1, 10, 0.5, null, null)]
    [InlineData(1, 10, 1.0, 5, null)]
    [InlineData(1, 10, 1.0, null, 5)]
    public void A_policy_out_of_range_is_refused(int attempts, int first, double coefficient, int? longest, int? timeout) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new RetryPolicy(
            attempts,
            TimeSpan.FromSeconds(first),
            coefficient,
            longest is { } l ? TimeSpan.FromSeconds(l) : null,
            timeout is { } t ? TimeSpan.FromSeconds(t) : null));
}
