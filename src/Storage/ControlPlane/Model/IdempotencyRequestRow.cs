namespace DataHound.Storage.ControlPlane.Model;

/// <summary>The request and the answer behind an idempotency key.</summary>
internal sealed class IdempotencyRequestRow
{
    public required string Key { get; init; }

    public required string RequestHash { get; init; }

    public Guid Claim { get; init; }

    public DateTimeOffset ClaimedUntil { get; init; }

    public string? ResponseJson { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public DateTimeOffset? UnknownSince { get; init; }

    public int Attempts { get; init; }
}
