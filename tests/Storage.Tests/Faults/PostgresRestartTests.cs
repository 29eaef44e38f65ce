using DataHound.Storage.DataPlane.Objects;
using Npgsql;
using TestSupport;

namespace Storage.Tests.Faults;

public sealed class PostgresRestartTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_during_which_Postgres_crashes_and_restarts_in_every_stage_ends_as_if_nothing_had_happened(bool duringCommits)
    {
        await using var server = await StartAsync();
        var (expected, _, _) = await RunAsync(server, crash: null);

        var (outcome, crashes, failures) = await RunAsync(server, duringCommits ? CrashDuringCommitAsync : CrashAsync);

        outcome.ShouldBe(expected);
        crashes.ShouldBe(["ingest", "prepare", "upsert", "profile", "detect", "lists"]);
        failures.ShouldBeGreaterThanOrEqualTo(crashes.Count);
    }

    private static async Task<(string Outcome, IReadOnlyList<string> Crashes, int Failures)> RunAsync(OwnPostgresServer server, Func<OwnPostgresServer, string, Task<Task>>? crash)
    {
        var crashes = new List<string>();
        var during = Task.CompletedTask;
        var database = await CreateDatabaseAsync(server);
        await using var run = await SmallRun.OpenAsync(
            database,
            options => new FolderObjectStore(options.ObjectsFolder),
            whole => whole,
            executed: async stage =>
            {
                if (crash is null || crashes.Contains(stage, StringComparer.Ordinal))
                    return;
                await during;
                crashes.Add(stage);
                during = await crash(server, database);
            },
            failed: () => during);
        (await run.WalkAsync()).Error.ShouldBeNull();
        await during;
        await run.CheckAsync();
        return (await run.OutcomeAsync(), crashes, run.Failures);
    }

    /// <summary>Crashes between the work of a unit and the storing of its result.</summary>
    private static async Task<Task> CrashAsync(OwnPostgresServer server, string database)
    {
        await server.RestartAsync("immediate");
        return Task.CompletedTask;
    }

    /// <summary>Crashes when the stage's commit has done all but its last statement, which a lock makes wait.</summary>
    private static async Task<Task> CrashDuringCommitAsync(OwnPostgresServer server, string database)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using (var command = new NpgsqlCommand("BEGIN; LOCK TABLE control.run_stages IN SHARE MODE", connection))
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return Task.Run(
            async () =>
            {
                await using (connection)
                {
                    using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
                    await using var waiting = new NpgsqlCommand("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'control.run_stages'::regclass", connection);
                    while ((long)(await waiting.ExecuteScalarAsync(limit.Token))! == 0)
                        await Task.Delay(10, limit.Token);
                    await server.RestartAsync("immediate");
                }
            },
            TestContext.Current.CancellationToken);
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
