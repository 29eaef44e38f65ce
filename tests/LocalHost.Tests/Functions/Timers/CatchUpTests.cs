using LocalHost.Functions;
using LocalHost.Functions.Hosting;
using LocalHost.Tests.Engine;
using LocalHost.Tests.Functions.Apps;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Functions.Timers;

/// <summary>What becomes of missed ticks, by a clock the test moves, in a database of its own.</summary>
public sealed class CatchUpTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    // Half past two in Berlin, a week before the clocks go forward.
    private static readonly DateTimeOffset Start = new(2026, 3, 23, 1, 30, 0, TimeSpan.Zero);
    private static readonly TimeSpan LoopWait = TimeSpan.FromSeconds(30);

    private readonly TickLog _log = new();
    private readonly SteppedTime _time = new(Start.AddHours(-1));

    [Fact]
    public async Task Latest_fires_once_for_all_that_was_missed()
    {
        string database = await postgres.CreateDatabaseAsync();
        await MissAsync(database, "latest", Start.AddDays(2).AddHours(1));
        TimerInfo tick = _log.Ticks.ShouldHaveSingleItem();
        tick.IsPastDue.ShouldBeTrue();
        tick.ScheduleStatus!.Last.ShouldBe(default);
        tick.ScheduleStatus.Next.ShouldBe(Start.AddDays(3).UtcDateTime);
    }

    [Fact]
    public async Task All_fires_each_missed_tick_in_order_with_its_own_status()
    {
        string database = await postgres.CreateDatabaseAsync();
        await MissAsync(database, "all", Start.AddDays(2).AddHours(1));
        TimerInfo[] ticks = [.. _log.Ticks];
        ticks.ShouldAllBe(tick => tick.IsPastDue);
        ticks.Select(tick => tick.ScheduleStatus!.Last).ShouldBe([default, Start.UtcDateTime, Start.AddDays(1).UtcDateTime]);
        ticks.Select(tick => tick.ScheduleStatus!.Next).ShouldBe([Start.AddDays(1).UtcDateTime, Start.AddDays(2).UtcDateTime, Start.AddDays(3).UtcDateTime]);
    }

    [Fact]
    public async Task All_passes_over_what_is_more_than_its_limit()
    {
        string database = await postgres.CreateDatabaseAsync();
        await MissAsync(database, "all", Start.AddDays(2).AddHours(1), ("LocalHost:Timers:CatchUpLimit", "2"));
        _log.Ticks.Select(tick => tick.ScheduleStatus!.Next).ShouldBe([Start.AddDays(2).UtcDateTime, Start.AddDays(3).UtcDateTime]);
    }

    [Fact]
    public async Task None_passes_over_what_was_missed_and_goes_on_with_the_next()
    {
        string database = await postgres.CreateDatabaseAsync();
        await MissAsync(database, "none", Start.AddDays(2).AddHours(1));
        _log.Ticks.ShouldBeEmpty();

        await using InProcessHost host = await StartAsync(database, "none");
        await MoveToTickAsync(Start.AddDays(3));
        await Until.TrueAsync(() => _log.Ticks.Count == 1);
        TimerInfo tick = _log.Ticks.Single();
        tick.IsPastDue.ShouldBeFalse();
        tick.ScheduleStatus!.Last.ShouldBe(default);
        tick.ScheduleStatus.Next.ShouldBe(Start.AddDays(4).UtcDateTime);
    }

    [Fact]
    public async Task The_setting_of_one_timer_wins_over_the_default()
    {
        string database = await postgres.CreateDatabaseAsync();
        await MissAsync(database, "none", Start.AddDays(1).AddHours(1), ("LocalHost:Timers:Nightly:CatchUp", "all"));
        _log.Ticks.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Two_processes_make_good_each_tick_once()
    {
        string database = await postgres.CreateDatabaseAsync();
        await using (await StartAsync(database, "all"))
            await Until.ReachedAsync(() => NextTickAsync(database), next => next is not null);
        _time.MoveTo(Start.AddDays(5).AddHours(2));
        await using InProcessHost first = await StartAsync(database, "all");
        await using InProcessHost second = await StartAsync(database, "all");
        await Until.ReachedAsync(() => NextTickAsync(database), next => next > _time.GetUtcNow());
        _log.Ticks.Count.ShouldBe(6);
        _log.Ticks.Select(tick => tick.ScheduleStatus!.Last).ShouldBeInOrder();
    }

    [Fact]
    public async Task Ticks_follow_the_wall_clock_when_it_is_put_forward()
    {
        string database = await postgres.CreateDatabaseAsync();
        await MissAsync(database, "all", new DateTimeOffset(2026, 3, 31, 6, 0, 0, TimeSpan.Zero));
        DateTime[] next = [.. _log.Ticks.Select(tick => tick.ScheduleStatus!.Next)];
        next[^1].ShouldBe(new DateTime(2026, 4, 1, 0, 30, 0, DateTimeKind.Utc));
        next.Select(moment => TimeZoneInfo.ConvertTime(new DateTimeOffset(moment), Berlin).Date).ShouldBeUnique();
    }

    [Fact]
    public async Task A_timer_that_runs_at_start_does_so_also_when_missed_ticks_are_passed_over()
    {
        string database = await postgres.CreateDatabaseAsync();
        await using (InProcessHost first = await StartAsync<AtStart>(database, "none"))
            await Until.TrueAsync(() => _log.Ticks.Count == 1);
        _time.MoveTo(Start.AddYears(2));
        await using InProcessHost second = await StartAsync<AtStart>(database, "none");
        await Until.TrueAsync(() => _log.Ticks.Count == 2);
        _log.Ticks.ShouldAllBe(tick => !tick.IsPastDue);
        _log.Ticks.Last().ScheduleStatus!.Next.ShouldBeGreaterThan(_time.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task A_timer_that_is_not_monitored_cannot_make_good_every_tick()
    {
        HostException refused = await Should.ThrowAsync<HostException>(() => StartAsync<Unmonitored>(postgres.ConnectionString, "latest", ("LocalHost:Timers:Unmonitored:CatchUp", "all")));
        refused.Reason.ShouldStartWith("LocalHost:Timers:Unmonitored:CatchUp is all, but this timer is not monitored");
    }

    [Fact]
    public async Task A_policy_that_is_not_known_is_told_at_the_start()
    {
        HostException refused = await Should.ThrowAsync<HostException>(() => StartAsync(postgres.ConnectionString, "some"));
        refused.Reason.ShouldBe("LocalHost:Timers:CatchUp is 'some', and must be one of none, latest, all.");
    }

    private static TimeZoneInfo Berlin => TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    /// <summary>Runs a host, stops it until a moment, and starts it again until it has dealt with what it missed.</summary>
    private async Task MissAsync(string database, string catchUp, DateTimeOffset until, params (string Name, string Value)[] settings)
    {
        await using (await StartAsync(database, catchUp, settings))
            await Until.ReachedAsync(() => NextTickAsync(database), next => next is not null);
        _time.MoveTo(until);
        await using InProcessHost host = await StartAsync(database, catchUp, settings);
        await Until.ReachedAsync(() => NextTickAsync(database), next => next > until);
    }

    /// <summary>Moves the clock to just after a tick, once the timer waits for it.</summary>
    private async Task MoveToTickAsync(DateTimeOffset tick)
    {
        _time.MoveTo(tick.AddSeconds(-45));
        await Until.TrueAsync(() => _time.IsAwaited(LoopWait));
        _time.MoveTo(tick.AddSeconds(1));
    }

    private static async Task<DateTimeOffset?> NextTickAsync(string database)
    {
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await using NpgsqlCommand command = source.CreateCommand("select max(next_tick) from durable.timer_functions");
        return await command.ExecuteScalarAsync() is DateTime next ? new DateTimeOffset(next) : null;
    }

    private Task<InProcessHost> StartAsync(string database, string catchUp, params (string Name, string Value)[] settings) => StartAsync<Nightly>(database, catchUp, settings);

    private Task<InProcessHost> StartAsync<T>(string database, string catchUp, params (string Name, string Value)[] settings) => InProcessHost.StartAsync(new InProcessHostOptions
    {
        Types = [typeof(T)],
        ConnectionString = database,
        Settings = new Dictionary<string, string?>(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
        {
            ["TimeZone"] = "Europe/Berlin",
            ["LocalHost:Timers:CatchUp"] = catchUp,
        },
        Configure = builder => builder.Services.AddSingleton(_log).AddSingleton<TimeProvider>(_time),
    });
}
