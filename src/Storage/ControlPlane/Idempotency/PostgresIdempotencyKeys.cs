using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>Idempotency keys in Postgres. The stored key carries its scope, so that one column identifies it.</summary>
internal sealed class PostgresIdempotencyKeys(NpgsqlDataSource source, TimeProvider clock) : IIdempotencyKeys
{
    private const int MaximumKeyLength = 255;

    /// <summary>Keys that may be forgotten: their lifetime is over, and they do not stand for an effect whose outcome is still to be found out.</summary>
    private const string Expired =
        "expires_at <= @now AND NOT (starts_with(scope, 'effect.') AND EXISTS (SELECT FROM control.idempotency_requests r WHERE r.key = k.key AND r.completed_at IS NULL))";

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
        await connection.Command($"DELETE FROM control.idempotency_keys k WHERE key = @key AND {Expired}", ("key", key), ("now", now)).RunAsync(cancellationToken);
        var found = await connection.Command(
            "SELECT request_hash, claimed_until, response_json, unknown_since, attempts FROM control.idempotency_requests WHERE key = @key",
            ("key", key)).FirstAsync(reader => new Found(reader.GetString(0), reader.Instant(1), reader.TextOrNull(2), reader.InstantOrNull(3), reader.GetInt32(4)), cancellationToken);
        var outcome = found switch
        {
            null => IdempotencyOutcome.Claimed,
            { RequestHash: var hash } when hash != request.RequestHash => IdempotencyOutcome.Mismatch,
            { ResponseJson: not null } => IdempotencyOutcome.Completed,
            { UnknownSince: null } when found.ClaimedUntil > now => IdempotencyOutcome.InProgress,
            _ => request.TakeOver ? IdempotencyOutcome.TakenOver : IdempotencyOutcome.Unknown,
        };
        var claim = outcome is IdempotencyOutcome.Claimed or IdempotencyOutcome.TakenOver ? Guid.NewGuid() : Guid.Empty;
        if (claim != Guid.Empty)
            await WriteAsync(connection, request, key, claim, now, cancellationToken);
        else if (outcome is IdempotencyOutcome.Unknown)
            await connection.Command("UPDATE control.idempotency_requests SET unknown_since = coalesce(unknown_since, @now) WHERE key = @key", ("key", key), ("now", now)).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new IdempotencyClaim(outcome, claim, outcome is IdempotencyOutcome.Completed ? found!.ResponseJson : null)
        {
            Attempt = outcome is IdempotencyOutcome.TakenOver ? found!.Attempts + 1 : 1,
        };
    }

    /// <inheritdoc/>
    public async Task<bool> CompleteAsync(string scope, string key, Guid claim, string responseJson, CancellationToken cancellationToken) => await source.Command(
        "UPDATE control.idempotency_requests SET response_json = @response::jsonb, completed_at = @now, unknown_since = NULL WHERE key = @key AND claim = @claim AND response_json IS NULL",
        ("key", Stored(scope, key)), ("claim", claim), ("response", responseJson), ("now", clock.Now())).RunAsync(cancellationToken) > 0;

    /// <inheritdoc/>
    public async Task<bool> ReleaseAsync(string scope, string key, Guid claim, CancellationToken cancellationToken) => await source.Command(
        "DELETE FROM control.idempotency_keys k USING control.idempotency_requests r WHERE k.key = @key AND r.key = k.key AND r.claim = @claim AND r.response_json IS NULL",
        ("key", Stored(scope, key)), ("claim", claim)).RunAsync(cancellationToken) > 0;

    /// <inheritdoc/>
    public Task LoseAsync(string scope, string key, Guid claim, CancellationToken cancellationToken) => source.Command(
        "UPDATE control.idempotency_requests SET unknown_since = @now WHERE key = @key AND claim = @claim AND response_json IS NULL",
        ("key", Stored(scope, key)), ("claim", claim), ("now", clock.Now())).RunAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<string?> FindAsync(string scope, string key, CancellationToken cancellationToken) => source.Command(
        "SELECT r.response_json FROM control.idempotency_requests r JOIN control.idempotency_keys k USING (key) WHERE key = @key AND (k.expires_at IS NULL OR k.expires_at > @now)",
        ("key", Stored(scope, key)), ("now", clock.Now())).ScalarAsync<string>(cancellationToken);

    /// <inheritdoc/>
    public Task<int> PruneAsync(CancellationToken cancellationToken) =>
        source.Command($"DELETE FROM control.idempotency_keys k WHERE {Expired}", ("now", clock.Now())).RunAsync(cancellationToken);

    /// <summary>The key as it is stored.</summary>
    internal static string Stored(string scope, string key) => $"{scope}:{key}";

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
            ON CONFLICT (key) DO UPDATE
            SET claim = excluded.claim, claimed_until = excluded.claimed_until, unknown_since = NULL, attempts = control.idempotency_requests.attempts + 1
            """,
            ("key", key), ("hash", request.RequestHash), ("claim", claim), ("until", now + request.ClaimFor)).RunAsync(cancellationToken);
    }

    private sealed record Found(string RequestHash, DateTimeOffset ClaimedUntil, string? ResponseJson, DateTimeOffset? UnknownSince, int Attempts);
}
