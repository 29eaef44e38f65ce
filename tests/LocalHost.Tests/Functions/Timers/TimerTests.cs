using System.Net;
using LocalHost.Functions.Hosting;
using LocalHost.Tests.Functions.Apps;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Functions.Timers;

public sealed class TimerTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly TickLog _log = new();

    [Fact]
    public async Task One_tick_runs_once_though_two_hosts_share_the_database()
    {
        await using InProcessHost first = await StartAsync<EverySecond>();
        await using InProcessHost second = await StartAsync<EverySecond>();
        await UntilAsync(() => _log.Ticks.Count >= 4);

        List<DateTime> last = [.. _log.Ticks.Select(tick => tick.ScheduleStatus!.Last).Skip(1)];
        last.ShouldBeUnique();
        last.ShouldBeInOrder();
    }

    [Fact]
    public async Task A_tick_that_was_missed_is_made_good_once_at_the_next_start()
    {
        await using (await StartAsync<Yearly>("0 0 0 2 1 *"))
            await UntilAsync(async () => await ExecuteAsync("select next_tick from durable.timer_functions where function_name = 'Yearly'") is not null);

        await ExecuteAsync("update durable.timer_functions set next_tick = now() - interval '3 hours', last_tick = '2020-01-02' where function_name = 'Yearly'");
        await using (await StartAsync<Yearly>("0 0 0 2 1 *"))
            await UntilAsync(async () => (DateTime)(await ExecuteAsync("select next_tick from durable.timer_functions where function_name = 'Yearly'"))! > DateTime.UtcNow);
        await using (await StartAsync<Yearly>("0 0 0 2 1 *"))
        {
        }

        var tick = _log.Ticks.ShouldHaveSingleItem();
        tick.IsPastDue.ShouldBeTrue();
        tick.ScheduleStatus!.Last.ShouldBe(new DateTime(2020, 1, 2, 0, 0, 0, DateTimeKind.Utc));
        tick.ScheduleStatus.Next.ShouldBeGreaterThan(DateTime.UtcNow);
        _log.Notes.ShouldHaveSingleItem().ShouldBe("timerTrigger");
    }

    [Fact]
    public async Task A_timer_that_runs_at_start_runs_at_start()
    {
        await using InProcessHost host = await StartAsync<AtStart>();
        await UntilAsync(() => _log.Ticks.Count == 1);
        _log.Ticks.Single().IsPastDue.ShouldBeFalse();
    }

    [Fact]
    public async Task A_timer_is_set_off_by_hand_over_HTTP()
    {
        await using InProcessHost host = await StartAsync<Yearly>("0 0 0 3 1 *");
        using HttpClient client = host.CreateClient();
        (await client.PostAsync("admin/functions/yearly", null)).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await UntilAsync(() => _log.Ticks.Count == 1);
        (await client.PostAsync("admin/functions/nothing", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync("admin/functions/yearly")).StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task A_function_that_fails_is_tried_again_as_its_attribute_says()
    {
        await using InProcessHost host = await StartAsync<FailsTwice>();
        await UntilAsync(() => _log.Ticks.Count == 1);
        _log.Notes.ShouldBe(["0 of 5", "1 of 5", "2 of 5"]);
    }

    [Fact]
    public async Task A_schedule_setting_that_is_missing_is_told_at_the_start()
    {
        HostException error = await Should.ThrowAsync<HostException>(() => StartAsync<Yearly>());
        error.Reason.ShouldContain("the setting 'Schedules:Yearly' is not set");
    }

    private Task<InProcessHost> StartAsync<T>(string? yearly = null) => InProcessHost.StartAsync(new InProcessHostOptions
    {
        Types = [typeof(T)],
        ConnectionString = postgres.ConnectionString,
        Settings = new Dictionary<string, string?> { ["Schedules:Yearly"] = yearly },
        Configure = builder => builder.Services.AddSingleton(_log),
    });

    private async Task<object?> ExecuteAsync(string sql)
    {
        await using NpgsqlDataSource source = postgres.CreateDataSource();
        await using NpgsqlCommand command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    private static Task UntilAsync(Func<bool> condition) => UntilAsync(() => Task.FromResult(condition()));

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        while (!await condition())
            await Task.Delay(50, deadline.Token);
    }
}
