using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using DataHound.Storage.DataPlane;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Runs;

/// <summary>Records a run: key, conflict, name and rows in one transaction.</summary>
internal sealed class RunStarter(NpgsqlDataSource source, TimeProvider clock)
{
    private const string KeyScope = "start_run";

    /// <summary>As <see cref="IRunStore.StartAsync"/>.</summary>
    public async Task<StartRunResult> StartAsync(StartRunRequest request, CancellationToken cancellationToken)
    {
        Validate(request);
        var companies = request.Companies.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        request = request with { Companies = companies };
        var now = clock.Now();
        var key = request.IdempotencyKey is null ? null : $"{KeyScope}:{request.IdempotencyKey}";

        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        if (key is not null)
        {
            await connection.LockAsync(key, cancellationToken);
            if (await FindByKeyAsync(connection, key, request, now, cancellationToken) is { } earlier)
                return earlier;
        }

        await connection.LockAsync($"pipeline:{request.Pipeline}", cancellationToken);
        if (await RunRows.FindConflictAsync(connection, request.Pipeline, request.Companies, cancellationToken) is { } conflict)
            return conflict;

        var runId = await InsertAsync(connection, request, now, cancellationToken);
        if (key is not null)
            await InsertKeyAsync(connection, key, request, runId, now, cancellationToken);
        var run = await RunReader.FindAsync(connection, runId, cancellationToken);
        var by = new Initiator(request.RequestedBy, request.RequestId);
        await AuditWriter.AppendAsync(connection, [.. companies.Select(company => new AuditAct { Company = company, Action = "run.start", Subject = RunNames.Subject(runId), By = by })], now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new StartRunResult { Outcome = StartRunOutcome.Created, Run = run };
    }

    private static void Validate(StartRunRequest request)
    {
        if (request.Companies.Count == 0)
            throw new ArgumentException("A run needs a company.", nameof(request));
        if (request.Stages.Count == 0)
            throw new ArgumentException("A run needs a stage.", nameof(request));
        if (request.IdempotencyKey is not null && request.RequestHash is null)
            throw new ArgumentException("A key needs the hash of what was asked.", nameof(request));
    }

    private static async Task<StartRunResult?> FindByKeyAsync(NpgsqlConnection connection, string key, StartRunRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.Command("DELETE FROM control.idempotency_keys WHERE key = @key AND expires_at <= @now", ("key", key), ("now", now)).RunAsync(cancellationToken);
        var found = await connection.Command(
            "SELECT k.run_id, r.request_hash FROM control.idempotency_keys k JOIN control.idempotency_requests r USING (key) WHERE key = @key",
            ("key", key)).FirstAsync(reader => Tuple.Create(reader.GetString(0), reader.GetString(1)), cancellationToken);
        if (found is null)
            return null;
        return string.Equals(found.Item2, request.RequestHash, StringComparison.Ordinal)
            ? new StartRunResult { Outcome = StartRunOutcome.Existing, Run = await RunReader.FindAsync(connection, found.Item1, cancellationToken) }
            : new StartRunResult { Outcome = StartRunOutcome.KeyReused };
    }

    private static async Task<string> InsertAsync(NpgsqlConnection connection, StartRunRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var prefix = RunNames.Prefix(request);
        var attempt = 1 + await connection.Command("SELECT max(attempt) FROM control.run_details WHERE name_prefix = @prefix", ("prefix", prefix)).ScalarAsync<int>(cancellationToken);
        var runId = RunNames.RunId(prefix, attempt);
        await RunRows.InsertAsync(connection, runId, attempt, request, now, cancellationToken);
        return runId;
    }

    private static async Task InsertKeyAsync(NpgsqlConnection connection, string key, StartRunRequest request, string runId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.Command(
            "INSERT INTO control.idempotency_keys (key, scope, run_id, created_at, expires_at) VALUES (@key, @scope, @run, @now, @expires)",
            ("key", key), ("scope", KeyScope), ("run", runId), ("now", now), ("expires", now + request.KeyLifetime)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.idempotency_requests (key, request_hash, claim, claimed_until, response_json, completed_at)
            VALUES (@key, @hash, @claim, @now, jsonb_build_object('run_id', @run::text), @now)
            """,
            ("key", key), ("hash", request.RequestHash), ("claim", DeterministicId.Of("claim", key, runId)), ("run", runId), ("now", now)).RunAsync(cancellationToken);
    }
}
