using System.Reflection;
using LocalHost.DurableTask.Client;
using LocalHost.Engine.Storage;
using Npgsql;
using TestSupport;

namespace LocalHost.Tests.Engine;

/// <summary>Each migration of the schema is applied to a database with instances in flight that the migrations before it have made.</summary>
public sealed class MigrationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private const string Folder = "LocalHost.Engine.Storage.Migrations.";

    private static readonly DelegateCatalog Catalog = new DelegateCatalog()
        .Orchestrator("Mixed", async context =>
        {
            var sum = await context.CallActivityAsync<int>("Add", 1);
            return $"{sum} {await context.WaitForExternalEvent<string>("Go")}";
        })
        .Activity<int, int>("Add", n => n + 1);

    private static readonly string[] Names =
    [
        .. Assembly.GetAssembly(typeof(DurableSchema))!.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
            .Select(name => name[Folder.Length..])
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<int> Steps => [.. Enumerable.Range(1, Names.Length - 1)];

    [Theory]
    [MemberData(nameof(Steps), DisableDiscoveryEnumeration = true)]
    public async Task Instances_in_flight_go_on_after_the_migration(int applied)
    {
        var connection = await postgres.CreateDatabaseAsync();
        await using (var source = NpgsqlDataSource.Create(connection))
        {
            await ApplyAsync(source, Names.Take(applied));
            await FillAsync(source);
        }

        await using var engine = await TestEngine.StartAsync(connection, Catalog);

        await engine.Client.RaiseEventAsync("waiting", "Go", "on", TestEngine.Deadline);
        (await engine.EndOfAsync("waiting")).ReadOutputAs<string>().ShouldBe("2 on");
        await engine.Client.RaiseEventAsync("fresh", "Go", "first", TestEngine.Deadline);
        (await engine.EndOfAsync("fresh")).ReadOutputAs<string>().ShouldBe("2 first");
        (await engine.Client.GetInstanceAsync("over", getInputsAndOutputs: true, TestEngine.Deadline)).ShouldNotBeNull().SerializedOutput.ShouldBe("\"2 x\"");
        await using var check = NpgsqlDataSource.Create(connection);
        await using var count = check.CreateCommand("SELECT count(*)::integer FROM durable.migrations");
        (await count.ExecuteScalarAsync(TestEngine.Deadline)).ShouldBe(Names.Length);
    }

    private static async Task ApplyAsync(NpgsqlDataSource source, IEnumerable<string> names)
    {
        await RunAsync(source, "CREATE SCHEMA durable; CREATE TABLE durable.migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())");
        foreach (var name in names)
        {
            await using var stream = Assembly.GetAssembly(typeof(DurableSchema))!.GetManifestResourceStream(Folder + name).ShouldNotBeNull();
            using var reader = new StreamReader(stream);
            await RunAsync(source, await reader.ReadToEndAsync(TestEngine.Deadline));
            await RunAsync(source, $"INSERT INTO durable.migrations (name) VALUES ('{name}')");
        }
    }

    /// <summary>Rows as the first version wrote them: one instance waits for an activity and an event, one has not begun, one is over.</summary>
    private static Task FillAsync(NpgsqlDataSource source) => RunAsync(
        source,
        $$"""
        INSERT INTO durable.hubs (name) VALUES ('default');
        INSERT INTO durable.instances (hub_id, instance_id, execution_id, name, status, created_at, updated_at) VALUES
            (1, 'waiting', '00000000-0000-0000-0000-000000000001', 'Mixed', {{(int)OrchestrationRuntimeStatus.Running}}, now(), now()),
            (1, 'fresh', '00000000-0000-0000-0000-000000000002', 'Mixed', {{(int)OrchestrationRuntimeStatus.Pending}}, now(), now());
        INSERT INTO durable.instances (hub_id, instance_id, execution_id, name, status, created_at, updated_at, completed_at, output) VALUES
            (1, 'over', '00000000-0000-0000-0000-000000000003', 'Mixed', {{(int)OrchestrationRuntimeStatus.Completed}}, now(), now(), now(), '"2 x"');
        INSERT INTO durable.sessions (hub_id, instance_id, execution_id, ready_at, updated_at) VALUES
            (1, 'waiting', '00000000-0000-0000-0000-000000000001', NULL, now()), (1, 'fresh', '00000000-0000-0000-0000-000000000002', now(), now());
        INSERT INTO durable.history (execution_id, step, taken_at, events) VALUES
            ('00000000-0000-0000-0000-000000000001', 0, now(), '{"in":[{"k":1,"id":-1,"n":"Mixed"}],"out":[{"k":20,"n":"Add"}]}');
        INSERT INTO durable.activities (execution_id, task_id, hub_id, instance_id, name, input) VALUES
            ('00000000-0000-0000-0000-000000000001', 0, 1, 'waiting', 'Add', '1');
        """);

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestEngine.Deadline);
    }
}
