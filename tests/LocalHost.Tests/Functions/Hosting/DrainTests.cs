using LocalHost.DurableTask.Client;
using LocalHost.Functions.Hosting;
using LocalHost.Tests.Engine;
using LocalHost.Tests.Functions.Apps;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Functions.Hosting;

/// <summary>What runs when a host is stopped.</summary>
public sealed class DrainTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly Gate _gate = new();

    [Fact]
    public async Task A_request_in_flight_is_answered()
    {
        await using InProcessHost host = await SlowHost.StartAsync(await postgres.CreateDatabaseAsync(), _gate);
        using HttpClient client = host.CreateClient();
        Task<string> answer = client.GetStringAsync("api/Heeds");
        await StopWhileInsideAsync(host, "Heeds");
        (await answer).ShouldBe("done");
    }

    [Fact]
    public async Task An_activity_in_flight_ends_and_is_not_run_again()
    {
        string database = await postgres.CreateDatabaseAsync();
        string id;
        await using (InProcessHost host = await SlowHost.StartAsync(database, _gate))
        {
            id = await Client(host).ScheduleNewOrchestrationInstanceAsync("SlowOrder");
            await StopWhileInsideAsync(host, "SlowActivity");
        }

        await ShouldCompleteAsync(database, id, "\"active\"");
        _gate.Entered.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_orchestrator_step_in_flight_is_not_lost()
    {
        string database = await postgres.CreateDatabaseAsync();
        string id;
        await using (InProcessHost host = await SlowHost.StartAsync(database, _gate))
        {
            id = await Client(host).ScheduleNewOrchestrationInstanceAsync("SlowStep");
            await StopWhileInsideAsync(host, "SlowStep");
        }

        await ShouldCompleteAsync(database, id, "\"quick\"");
    }

    [Fact]
    public async Task A_timer_in_flight_ends()
    {
        await using InProcessHost host = await SlowHost.StartAsync(await postgres.CreateDatabaseAsync(), _gate);
        using HttpClient client = host.CreateClient();
        await client.PostAsync("admin/functions/SlowTimer", content: null);
        await StopWhileInsideAsync(host, "SlowTimer");
        _gate.Left.ShouldBe(["SlowTimer"]);
    }

    [Fact]
    public async Task A_tick_in_flight_counts_as_done()
    {
        string database = await postgres.CreateDatabaseAsync();
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(database);
        await using (await SlowHost.StartAsync(database, new Gate()))
            await Until.ReachedAsync(() => NextTickAsync(source), next => next is not null);
        await using (NpgsqlCommand miss = source.CreateCommand("update durable.timer_functions set next_tick = now() - interval '1 hour'"))
            await miss.ExecuteNonQueryAsync();
        await using (InProcessHost host = await SlowHost.StartAsync(database, _gate))
            await StopWhileInsideAsync(host, "SlowTimer");
        (await NextTickAsync(source))!.Value.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task What_does_not_end_in_time_is_cut_short_and_runs_again()
    {
        string database = await postgres.CreateDatabaseAsync();
        string id;
        await using (InProcessHost host = await SlowHost.StartAsync(database, _gate, "{}", ("LocalHost:ShutdownSeconds", "1")))
        {
            id = await Client(host).ScheduleNewOrchestrationInstanceAsync("SlowOrder");
            await Until.TrueAsync(() => _gate.Entered.Count == 1);
        }

        _gate.Left.ShouldBeEmpty();
        _gate.Open();
        await ShouldCompleteAsync(database, id, "\"active\"");
        _gate.Entered.Count.ShouldBe(2);
    }

    private async Task StopWhileInsideAsync(InProcessHost host, string function)
    {
        await Until.TrueAsync(() => _gate.Entered.Contains(function));
        Task stopping = host.StopAsync(TestContext.Current.CancellationToken);
        stopping.IsCompleted.ShouldBeFalse();
        _gate.Open();
        await stopping;
        _gate.Left.ShouldContain(function);
    }

    private async Task ShouldCompleteAsync(string database, string id, string output)
    {
        await using InProcessHost host = await SlowHost.StartAsync(database, _gate);
        OrchestrationMetadata done = await Client(host).WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);
        done.SerializedOutput.ShouldBe(output);
    }

    private static DurableTaskClient Client(InProcessHost host) => host.Services.GetRequiredService<DurableTaskClient>();

    private static async Task<DateTime?> NextTickAsync(NpgsqlDataSource source)
    {
        await using NpgsqlCommand command = source.CreateCommand("select max(next_tick) from durable.timer_functions");
        return await command.ExecuteScalarAsync() as DateTime?;
    }
}
