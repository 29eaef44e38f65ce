using System.Diagnostics;
using System.Globalization;
using LocalHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Npgsql;

namespace DataHound.Bench.Orchestrations;

/// <summary>Fills the queue by hand, and measures what the server does without the engine.</summary>
public sealed class QueueFunctions(FirstActivities first, BenchDatabase database)
{
    private static readonly TimeSpan Measured = TimeSpan.FromSeconds(1);

    /// <summary>Queues activities of one tenant that nobody awaits.</summary>
    [Function(nameof(Queue))]
    public async Task<IActionResult> Queue(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "queue")] HttpRequest request, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var insert = new NpgsqlCommand(
            """
            INSERT INTO durable.activities (hub_id, execution_id, task_id, instance_id, fairness_key, name, input)
            SELECT (SELECT hub_id FROM durable.hubs LIMIT 1), gen_random_uuid(), n, 'by-hand', 'by-hand', 'Count', '0' FROM generate_series(1, $1) n
            """,
            connection) { CommandTimeout = 0 };
        insert.Parameters.Add(new NpgsqlParameter { Value = int.Parse(request.Query["count"]!, CultureInfo.InvariantCulture) });
        await insert.ExecuteNonQueryAsync(cancellationToken);
        return new OkResult();
    }

    /// <summary>How many activities ran since the last measurement was taken.</summary>
    [Function(nameof(Ran))]
    public IActionResult Ran([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "ran")] HttpRequest request) => new OkObjectResult(first.Activities);

    /// <summary>Small transactions one after the other, each of a row, a second long.</summary>
    [Function(nameof(Commits))]
    public Task<IActionResult> Commits(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "commits")] HttpRequest request, CancellationToken cancellationToken) =>
        PerSecondAsync("INSERT INTO bench_commits VALUES (1)", cancellationToken);

    /// <summary>Round trips one after the other that do nothing, a second long.</summary>
    [Function(nameof(RoundTrips))]
    public Task<IActionResult> RoundTrips(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "round-trips")] HttpRequest request, CancellationToken cancellationToken) =>
        PerSecondAsync("SELECT 1", cancellationToken);

    /// <summary>How often the server has waited for the disk. Its processes tell it about once a second, when they are idle.</summary>
    [Function(nameof(Syncs))]
    public async Task<IActionResult> Syncs(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "syncs")] HttpRequest request, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("SELECT wal_sync FROM pg_stat_wal");
        return new OkObjectResult(await command.ExecuteScalarAsync(cancellationToken));
    }

    private async Task<IActionResult> PerSecondAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using (var table = new NpgsqlCommand("CREATE TABLE IF NOT EXISTS bench_commits (n integer)", connection))
            await table.ExecuteNonQueryAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.PrepareAsync(cancellationToken);
        var since = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(since) < Measured; count++)
            await command.ExecuteNonQueryAsync(cancellationToken);
        return new OkObjectResult(count / Stopwatch.GetElapsedTime(since).TotalSeconds);
    }
}
