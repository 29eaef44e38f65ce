using LocalHost.Engine;
using Microsoft.Extensions.DependencyInjection;
using TestSupport;

namespace LocalHost.Tests.Engine;

public sealed class RetentionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly DelegateCatalog Catalog = new DelegateCatalog()
        .Orchestrator("Fine", _ => Task.CompletedTask)
        .Orchestrator("Waits", context => context.WaitForExternalEvent<string>("Go"));

    [Fact]
    public async Task Instances_that_finished_longer_ago_are_purged_with_their_histories_and_nothing_else_is()
    {
        await using (var other = await StartAsync("retention-other", retention: null))
        await using (var engine = await StartAsync("retention", retention: null))
        {
            await other.RunAsync("Fine", instanceId: "old-elsewhere");
            await engine.RunAsync("Fine", instanceId: "young");
            await engine.RunAsync("Fine", instanceId: "old-0");
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Waits", input: null, new("old-alive"), TestEngine.Deadline);
            await engine.UntilAsync("old-alive", instance => instance.IsRunning);
        }

        // More than two batches of them.
        await ScalarAsync(
            """
            WITH made AS (
                INSERT INTO durable.instances (hub_id, instance_id, execution_id, name, status, created_at, updated_at, completed_at)
                SELECT hub_id, 'old-' || n, gen_random_uuid(), name, status, created_at, updated_at, completed_at
                FROM durable.instances, generate_series(1, 250) n WHERE instance_id = 'old-0' RETURNING execution_id)
            INSERT INTO durable.history SELECT execution_id, 0, now(), '{}' FROM made
            """);
        await ScalarAsync(
            """
            UPDATE durable.instances SET created_at = created_at - interval '2 days', completed_at = completed_at - interval '2 days'
            WHERE instance_id LIKE 'old-%'
            """);

        await using var purging = await StartAsync("retention", TimeSpan.FromDays(1));

        await Until.ReachedAsync(
            () => ScalarAsync("SELECT count(*) FROM durable.instances WHERE instance_id LIKE 'old-%' AND instance_id NOT IN ('old-alive', 'old-elsewhere')"),
            left => left is 0L);
        (await ScalarAsync("SELECT string_agg(instance_id, ',' ORDER BY instance_id) FROM durable.instances")).ShouldBe("old-alive,old-elsewhere,young");
        (await ScalarAsync("SELECT count(*) FROM durable.history h WHERE NOT EXISTS (SELECT FROM durable.instances i WHERE i.execution_id = h.execution_id)"))
            .ShouldBe(0L);
        await purging.Client.RaiseEventAsync("old-alive", "Go", "on", TestEngine.Deadline);
        (await purging.EndOfAsync("old-alive")).ReadOutputAs<string>().ShouldBe("on");
    }

    [Fact]
    public void A_retention_of_nothing_is_refused()
    {
        var services = new ServiceCollection().AddDurableTaskEngine(options => options.Retention = TimeSpan.Zero).BuildServiceProvider();

        var refused = Should.Throw<InvalidOperationException>(() => services.GetRequiredService<DurableTaskEngineOptions>());

        refused.Message.ShouldContain(nameof(DurableTaskEngineOptions.Retention));
    }

    private Task<TestEngine> StartAsync(string hub, TimeSpan? retention) => TestEngine.StartAsync(postgres.ConnectionString, Catalog, options =>
    {
        options.HubName = hub;
        options.Retention = retention;
    });

    private async Task<object?> ScalarAsync(string sql)
    {
        await using var source = postgres.CreateDataSource();
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestEngine.Deadline);
    }
}
