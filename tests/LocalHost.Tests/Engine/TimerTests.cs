using LocalHost.DurableTask.Client;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class TimerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_timer_fires_and_the_clock_of_the_orchestration_has_passed_it()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Sleeps", async context =>
            {
                var due = context.CurrentUtcDateTime.AddMilliseconds(50);
                await context.CreateTimer(due, CancellationToken.None);
                return context.CurrentUtcDateTime >= due;
            }));

        (await engine.RunAsync("Sleeps")).ReadOutputAs<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_timer_of_a_month_needs_no_process_to_wait_for_it()
    {
        var time = new ManualTime(Start);
        var catalog = new DelegateCatalog().Orchestrator("Month", async context =>
        {
            await context.CreateTimer(TimeSpan.FromDays(31), CancellationToken.None);
            return context.CurrentUtcDateTime;
        });
        await using (var engine = await TestEngine.StartAsync(postgres.ConnectionString, catalog, Quick("month"), time))
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Month", input: null, new("month"), TestEngine.Deadline);
            await engine.UntilAsync("month", instance => instance.IsRunning);
        }

        time.Advance(TimeSpan.FromDays(32));
        await using var next = await TestEngine.StartAsync(postgres.ConnectionString, catalog, Quick("month"), time);

        (await next.EndOfAsync("month")).ReadOutputAs<DateTime>().ShouldBe(Start.AddDays(32).UtcDateTime);
    }

    [Fact]
    public async Task A_cancelled_timer_does_not_keep_the_instance_running()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Race", async context =>
            {
                using var cancel = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromDays(1), cancel.Token);
                var work = context.CallActivityAsync<string>("Work");
                var first = await Task.WhenAny(work, timer);
                Stop(cancel);
                return first == work && timer.IsCanceled;
            })
            .Activity<string, string>("Work", _ => "done"));

        (await engine.RunAsync("Race")).ReadOutputAs<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task An_open_timer_keeps_the_instance_running_until_it_fires()
    {
        var time = new ManualTime(Start);
        await using var engine = await TestEngine.StartAsync(
            postgres.ConnectionString,
            new DelegateCatalog()
                .Orchestrator("Leaves", async context =>
                {
                    _ = context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None);
                    return await context.CallActivityAsync<string>("Work");
                })
                .Activity<string, string>("Work", _ => "done"),
            Quick("open-timer"),
            time);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Leaves", input: null, new("leaves"), TestEngine.Deadline);
        await Until.ReachedAsync(
            () => engine.Client.GetOrchestrationHistoryAsync("leaves", TestEngine.Deadline),
            history => history.Any(entry => entry.EventType is "TaskCompleted"));

        (await engine.Client.GetInstanceAsync("leaves", TestEngine.Deadline)).ShouldNotBeNull().RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Running);
        time.Advance(TimeSpan.FromHours(2));
        (await engine.EndOfAsync("leaves")).ReadOutputAs<string>().ShouldBe("done");
    }

    [Fact]
    public async Task Timers_fire_in_the_order_of_their_times()
    {
        await using var engine = await TestEngine.StartAsync(postgres.ConnectionString, new DelegateCatalog()
            .Orchestrator("Order", async context =>
            {
                var order = new List<int>();
                await Task.WhenAll(new[] { 60, 20, 40 }.Select(async delay =>
                {
                    await context.CreateTimer(TimeSpan.FromMilliseconds(delay), CancellationToken.None);
                    order.Add(delay);
                }));
                return order;
            }));

        (await engine.RunAsync("Order")).ReadOutputAs<int[]>().ShouldBe([20, 40, 60]);
    }

    private static void Stop(CancellationTokenSource source) => source.Cancel();

    private static Action<LocalHost.Engine.DurableTaskEngineOptions> Quick(string hub) => options =>
    {
        options.HubName = hub;
        options.MaxQueuePollingInterval = TimeSpan.FromMilliseconds(50);
    };
}
