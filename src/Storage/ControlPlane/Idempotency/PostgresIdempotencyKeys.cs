using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>Idempotency keys in Postgres. The stored key carries its scope, so that one column identifies it.</summary>
internal sealed class PostgresIdempotencyKeys(NpgsqlDataSource source, TimeProvider clock) : IIdempotencyKeys
{
    private const int MaximumKeyLength = 255;

    /// <inheritdoc/>
    public async Task<IdempotencyClaim> ClaimAsync(IdempotencyRequest request, CancellationToken cancellationToken)
    {
        if (request.Key.Length is 0 or > MaximumKeyLength)
            throw new ArgumentException($"A key has 1 to {MaximumKeyLength} characters.", nameof(request));
        var key = Stored(request.Scope, request.Key);
        var now = clock.Now();
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await connection.LockAsync(key, cancellationToken);
        await connection.Command("DELETE FROM control.idempotency_keys WHERE key = @key AND expires_at <= @now", ("key", key), ("now", now)).RunAsync(cancellationToken);
        var found = await connection.Command(
            "SELECT request_hash, claimed_until, response_json FROM control.idempotency_requests WHERE key = @key",
            ("key", key)).FirstAsync(reader => Tuple.Create(reader.GetString(0), reader.Instant(1), reader.TextOrNull(2)), cancellationToken);
        var outcome = found switch
        {
            null => IdempotencyOutcome.Claimed,
            var (hash, _, _) when hash != request.RequestHash => IdempotencyOutcome.Mismatch,
            (_, _, not null) => IdempotencyOutcome.Completed,
            var (_, until, _) => until > now ? IdempotencyOutcome.InProgress : IdempotencyOutcome.TakenOver,
        };
        var claim = outcome is IdempotencyOutcome.Claimed or IdempotencyOutcome.TakenOver ? Guid.NewGuid() : Guid.Empty;
        if (claim != Guid.Empty)
            await WriteAsync(connection, request, key, claim, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IdempotencyClaim(outcome, claim, outcome is IdempotencyOutcome.Completed ? found!.Item3 : null);
    }

    /// <inheritdoc/>
    public async Task<bool> CompleteAsync(string scope, string key, Guid claim, string responseJson, CancellationToken cancellationToken) => await source.Command(
        "UPDATE control.idempotency_requests SET response_json = @response::jsonb, completed_at = @now WHERE key = @key AND claim = @claim AND response_json IS NULL",
        ("key", Stored(scope, key)), ("claim", claim), ("response", responseJson), ("now", clock.Now())).RunAsync(cancellationToken) > 0;

    /// <inheritdoc/>
    public async Task<bool> ReleaseAsync(string scope, string key, Guid claim, CancellationToken cancellationToken) => await source.Command(
        "DELETE FROM control.idempotency_keys k USING control.idempotency_requests r WHERE k.key = @key AND r.key = k.key AND r.claim = @claim AND r.response_json IS NULL",
        ("key", Stored(scope, key)), ("claim", claim)).RunAsync(cancellationToken) > 0;

    /// <inheritdoc/>
    public Task<string?> FindAsync(string scope, string key, CancellationToken cancellationToken) => source.Command(
        "SELECT r.response_json FROM control.idempotency_requests r JOIN control.idempotency_keys k USING (key) WHERE key = @key AND (k.expires_at IS NULL OR k.expires_at > @now)",
        ("key", Stored(scope, key)), ("now", clock.Now())).ScalarAsync<string>(cancellationToken);

    /// <inheritdoc/>
    public Task<int> PruneAsync(CancellationToken cancellationToken) =>
        source.Command("DELETE FROM control.idempotency_keys WHERE expires_at <= @now", ("now", clock.Now())).RunAsync(cancellationToken);

    private static string Stored(string scope, string key) => $"{scope}:{key}";

    private static async Task WriteAsync(NpgsqlConnection connection, IdempotencyRequest request, string key, Guid claim, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await connection.Command(
            """
            INSERT INTO control.idempotency_keys (key, scope, run_id, created_at, expires_at) VALUES (@key, @scope, @run, @now, @expires)
            ON CONFLICT (key) DO UPDATE SET run_id = excluded.run_id, expires_at = excluded.expires_at
            """,
            ("key", key), ("scope", request.Scope), ("run", request.RunId), ("now", now), ("expires", request.Lifetime is { } lifetime ? now + lifetime : null)).RunAsync(cancellationToken);
        await connection.Command(
            """
            INSERT INTO control.idempotency_requests (key, request_hash, claim, claimed_until) VALUES (@key, @hash, @claim, @until)
            ON CONFLICT (key) DO UPDATE SET claim = excluded.claim, claimed_until = excluded.claimed_until
            """,
            ("key", key), ("hash", request.RequestHash), ("claim", claim), ("until", now + request.ClaimFor)).RunAsync(cancellationToken);
    }
}
