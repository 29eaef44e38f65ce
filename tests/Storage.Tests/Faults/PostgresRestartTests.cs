using DataHound.Storage.DataPlane.Objects;
using Npgsql;
using TestSupport;

namespace Storage.Tests.Faults;

public sealed class PostgresRestartTests
{
    [Fact]
    public async Task A_run_during_which_Postgres_crashes_and_restarts_in_every_stage_ends_as_if_nothing_had_happened()
    {
        await using var server = await StartAsync();
        var (expected, _, _) = await RunAsync(server, crash: false);

        var (outcome, crashes, failures) = await RunAsync(server, crash: true);

        outcome.ShouldBe(expected);
        crashes.ShouldBe(["ingest", "prepare", "upsert", "profile", "detect", "lists"]);
        failures.ShouldBeGreaterThanOrEqualTo(crashes.Count);
    }

    private static async Task<(string Outcome, IReadOnlyList<string> Crashes, int Failures)> RunAsync(OwnPostgresServer server, bool crash)
    {
        var crashes = new List<string>();
        await using var run = await SmallRun.OpenAsync(
            await CreateDatabaseAsync(server),
            options => new FolderObjectStore(options.ObjectsFolder),
            whole => whole,
            executed: async stage =>
            {
                if (!crash || crashes.Contains(stage, StringComparer.Ordinal))
                    return;
                crashes.Add(stage);
                await server.RestartAsync("immediate");
            });
        (await run.WalkAsync()).Error.ShouldBeNull();
        await run.CheckAsync();
        return (await run.OutcomeAsync(), crashes, run.Failures);
    }

    private static async Task<OwnPostgresServer> StartAsync()
    {
        try
        {
            return await OwnPostgresServer.StartAsync();
        }
        catch (PostgresTestServerMissingException missing)
        {
            Assert.Skip(missing.Message);
            throw;
        }
    }

    private static async Task<string> CreateDatabaseAsync(OwnPostgresServer server)
    {
        var name = $"test_{Guid.NewGuid():N}";
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
    }
}
