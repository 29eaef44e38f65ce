using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using TestSupport;

namespace LocalHost.Faults;

public sealed class PoisonTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const int Attempts = 2;

    [Theory]
    [InlineData("DeadlyActivity", "activity", "Kill")]
    [InlineData("DeadlyStep", "step", "DeadlyStep")]
    public async Task Work_that_kills_every_worker_is_given_up_and_the_rest_goes_on(string orchestrator, string kind, string name)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        await using var source = postgres.CreateDataSource();
        await ExecuteAsync(source, "CREATE TABLE IF NOT EXISTS ledger (journey text NOT NULL, effect integer NOT NULL)");
        await using var services = Client(source, orchestrator);
        foreach (var hosted in services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(limit.Token);
        }

        var client = services.GetRequiredService<DurableTaskClient>();
        await client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input: null, new(orchestrator), limit.Token);
        await client.ScheduleNewOrchestrationInstanceAsync("Leg", input: null, new($"{orchestrator}-leg"), limit.Token);

        var deaths = await WorkUntilEndAsync(client, orchestrator, limit.Token);

        deaths.ShouldBeInRange(1, Attempts);
        await using var command = source.CreateCommand("SELECT kind || ' ' || name || ' ' || attempts FROM durable.dead_letters WHERE instance_id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = orchestrator });
        (await command.ExecuteScalarAsync(limit.Token)).ShouldBe($"{kind} {name} {Attempts}");
    }

    /// <summary>Starts a worker each time the last one has died.</summary>
    /// <returns>How many died.</returns>
    private async Task<int> WorkUntilEndAsync(DurableTaskClient client, string orchestrator, CancellationToken deadline)
    {
        for (var deaths = 0; ; deaths++)
        {
            using var worker = await WorkerProcess.StartAsync(postgres.ConnectionString, orchestrator, Attempts);
            while (!worker.HasExited)
            {
                var deadly = await client.GetInstanceAsync(orchestrator, deadline);
                var leg = await client.GetInstanceAsync($"{orchestrator}-leg", deadline);
                if (deadly is { IsCompleted: true } && leg is { IsCompleted: true })
                {
                    (deadly.RuntimeStatus, leg.RuntimeStatus).ShouldBe((OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Completed));
                    return deaths;
                }

                await Task.Delay(20, deadline);
            }
        }
    }

    private static ServiceProvider Client(NpgsqlDataSource source, string hub)
    {
        var services = new ServiceCollection();
        services.AddSingleton(source);
        services.AddDurableTaskEngine(options =>
        {
            options.HubName = hub;
            options.RunWorker = false;
        });
        return services.BuildServiceProvider();
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
