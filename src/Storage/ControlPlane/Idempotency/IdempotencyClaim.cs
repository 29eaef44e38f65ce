namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>The answer to a claim.</summary>
/// <param name="Outcome">What was found.</param>
/// <param name="Claim">Proves the claim when completing it; empty unless the key is yours.</param>
/// <param name="ResponseJson">The stored answer, when completed.</param>
public sealed record IdempotencyClaim(IdempotencyOutcome Outcome, Guid Claim, string? ResponseJson)
{
    /// <summary>Which attempt the claim is, from 1.</summary>
    public int Attempt { get; init; } = 1;
}
