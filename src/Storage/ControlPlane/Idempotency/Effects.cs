using System.Security.Cryptography;
using System.Text;
using DataHound.Domain.Observability;
using DataHound.Storage.ControlPlane.Audit;
using DataHound.Storage.ControlPlane.Sql;
using Npgsql;

namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>Outside effects over idempotency keys.</summary>
internal sealed class Effects(NpgsqlDataSource source, PostgresIdempotencyKeys keys, TimeProvider clock) : IEffects
{
    /// <summary>Effects have scopes of their own, so that no key that a caller chose can meet one.</summary>
    private const string ScopePrefix = "effect.";

    /// <inheritdoc/>
    public async Task<EffectResult> OnceAsync(EffectRequest request, Func<EffectClaim, CancellationToken, Task<EffectAnswer>> perform, CancellationToken cancellationToken)
    {
        var claim = await keys.ClaimAsync(
            new IdempotencyRequest
            {
                Scope = ScopePrefix + request.Scope,
                Key = request.Key,
                RequestHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.Content))),
                RunId = request.RunId,
                ClaimFor = request.AttemptFor,
                Lifetime = request.Lifetime,
                TakeOver = request.WhenUnknown is UnknownEffectPolicy.Redo,
            },
            cancellationToken);
        return claim.Outcome switch
        {
            IdempotencyOutcome.Completed => new EffectResult(EffectOutcome.DoneBefore, ControlJson.Read<EffectAnswer>(claim.ResponseJson!)),
            IdempotencyOutcome.InProgress => new EffectResult(EffectOutcome.InProgress, null),
            IdempotencyOutcome.Unknown => new EffectResult(EffectOutcome.Unknown, null),
            IdempotencyOutcome.Mismatch => throw new UserErrorException(
                "effect_key_reused", $"The key '{request.Key}' of '{request.Scope}' stands for another content.", "Give every effect a key of its own, and the same effect the same key."),
            _ => await PerformAsync(request, new EffectClaim(request.Scope, request.Key, claim.Claim, claim.Attempt), perform, cancellationToken),
        };
    }

    /// <inheritdoc/>
    public async Task<Page<UnknownEffect>> ListUnknownAsync(int limit, string? cursor, CancellationToken cancellationToken)
    {
        var after = PageCursor.Parse(cursor);
        var unknown = await source.Command(
            $"""
            SELECT k.scope, k.key, k.run_id, r.attempts, coalesce(r.unknown_since, r.claimed_until) AS since
            FROM control.idempotency_requests r JOIN control.idempotency_keys k USING (key)
            WHERE r.completed_at IS NULL AND (r.unknown_since IS NOT NULL OR r.claimed_until <= @now) AND starts_with(k.scope, '{ScopePrefix}')
              AND (@at::timestamptz IS NULL OR (coalesce(r.unknown_since, r.claimed_until), k.key COLLATE "C") > (@at, @key::text))
            ORDER BY since, k.key COLLATE "C" LIMIT @limit
            """,
            ("now", clock.Now()), ("at", after?.At), ("key", after?.Name), ("limit", limit + 1)).ListAsync(
                reader =>
                {
                    var (scope, key) = (reader.GetString(0), reader.GetString(1));
                    return (Stored: key, Effect: new UnknownEffect(scope[ScopePrefix.Length..], key[(scope.Length + 1)..], reader.TextOrNull(2), reader.GetInt32(3), reader.Instant(4)));
                },
                cancellationToken);
        var page = PageCursor.Cut(unknown, limit, last => new PageCursor(last.Effect.Since, last.Stored).ToString());
        return new Page<UnknownEffect>([.. page.Items.Select(item => item.Effect)], page.NextCursor);
    }

    /// <inheritdoc/>
    public async Task<bool> SettleAsync(string scope, string key, EffectAnswer? answer, Initiator by, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var now = clock.Now();
        var stored = PostgresIdempotencyKeys.Stored(ScopePrefix + scope, key);
        await connection.LockAsync(stored, cancellationToken);
        var settled = await connection.Command(
            answer is null
                ? """
                  DELETE FROM control.idempotency_keys k USING control.idempotency_requests r
                  WHERE k.key = @key AND r.key = k.key AND r.completed_at IS NULL AND (r.unknown_since IS NOT NULL OR r.claimed_until <= @now)
                  """
                : """
                  UPDATE control.idempotency_requests SET response_json = @answer::jsonb, completed_at = @now, unknown_since = NULL
                  WHERE key = @key AND completed_at IS NULL AND (unknown_since IS NOT NULL OR claimed_until <= @now)
                  """,
            ("key", stored), ("now", now), ("answer", answer is null ? null : ControlJson.Write(answer))).RunAsync(cancellationToken);
        if (settled > 0)
            await AuditWriter.AppendAsync(connection, new AuditAct { Action = "effect.settle", Subject = $"effect:{scope}:{key}", Before = "unknown", After = answer is null ? "not_done" : "done", By = by }, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return settled > 0;
    }

    private async Task<EffectResult> PerformAsync(EffectRequest request, EffectClaim claim, Func<EffectClaim, CancellationToken, Task<EffectAnswer>> perform, CancellationToken cancellationToken)
    {
        var scope = ScopePrefix + request.Scope;
        EffectAnswer answer;
        try
        {
            answer = await perform(claim, cancellationToken);
        }
        catch (EffectNotDoneException)
        {
            await keys.ReleaseAsync(scope, request.Key, claim.Token, CancellationToken.None);
            throw;
        }
        catch
        {
            // Nobody can tell whether it happened; noted without the caller's token, which may be what ended it.
            await keys.LoseAsync(scope, request.Key, claim.Token, CancellationToken.None);
            throw;
        }

        // The effect happened: its answer is stored even when the caller no longer waits, and even when the attempt took too long.
        await keys.CompleteAsync(scope, request.Key, claim.Token, ControlJson.Write(answer), CancellationToken.None);
        return new EffectResult(EffectOutcome.Done, answer);
    }
}
