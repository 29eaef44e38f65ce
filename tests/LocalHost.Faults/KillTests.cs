using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using LocalHost.FaultWorker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TestSupport;

namespace LocalHost.Faults;

public sealed class KillTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Hub = "faults";
    private const int Journeys = 150;
    private const int Kills = 6;

    [Fact]
    public async Task Workers_killed_again_and_again_lose_no_journey_and_no_effect()
    {
        var deadline = TestContext.Current.CancellationToken;
        await using var source = postgres.CreateDataSource();
        await ExecuteAsync(source, "CREATE TABLE ledger (journey text NOT NULL, effect integer NOT NULL)");
        await using var services = Client(source);
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(deadline);
        }

        var client = services.GetRequiredService<DurableTaskClient>();
        var workers = new List<WorkerProcess> { await StartAsync(), await StartAsync() };
        try
        {
            for (var round = 0; round < Kills; round++)
            {
                for (var index = 0; index < Journeys / Kills; index++)
                {
                    await client.ScheduleNewOrchestrationInstanceAsync("Journey", input: null, new($"journey-{round}-{index}"), deadline);
                }

                await EffectsReachAsync(source, Journeys / Kills * Effects(round), deadline);
                workers[round % 2].Dispose();
                workers[round % 2] = await StartAsync();
            }

            await AllEndAsync(client, deadline);
        }
        finally
        {
            workers.ForEach(worker => worker.Dispose());
        }

        (await ScalarAsync(source, "SELECT count(*) FROM (SELECT DISTINCT journey, effect FROM ledger) d")).ShouldBe((long)Journeys * Journey.Effects);
        foreach (var table in new[] { "sessions", "activities", "messages", "timers" })
        {
            (await ScalarAsync(source, $"SELECT count(*) FROM durable.{table}")).ShouldBe(0L, table);
        }
    }

    /// <summary>How far the journeys get before a worker is killed: elsewhere in every round.</summary>
    private static int Effects(int round) => (round * Journey.Effects) + (round * 2) + 1;

    private static async Task AllEndAsync(DurableTaskClient client, CancellationToken deadline)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        for (var round = 0; round < Kills; round++)
        {
            for (var index = 0; index < Journeys / Kills; index++)
            {
                var instance = await client.WaitForInstanceCompletionAsync($"journey-{round}-{index}", getInputsAndOutputs: true, limit.Token);
                instance.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed, instance.FailureDetails?.ToString());
                instance.ReadOutputAs<int>().ShouldBe(Journey.Result);
            }
        }
    }

    private static async Task EffectsReachAsync(NpgsqlDataSource source, int count, CancellationToken deadline)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(deadline);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (await ScalarAsync(source, "SELECT count(*) FROM ledger") is long effects && effects < count)
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private static ServiceProvider Client(NpgsqlDataSource source)
    {
        var services = new ServiceCollection();
        services.AddSingleton(source);
        services.AddDurableTaskEngine(options =>
        {
            options.HubName = Hub;
            options.RunWorker = false;
        });
        return services.BuildServiceProvider();
    }

    private static Task ExecuteAsync(NpgsqlDataSource source, string sql) => ScalarAsync(source, sql);

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private Task<WorkerProcess> StartAsync() => WorkerProcess.StartAsync(postgres.ConnectionString, Hub);
}
