namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>The result of a request for an effect.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Answer">What the provider answered, when it was done now or before.</param>
public sealed record EffectResult(EffectOutcome Outcome, EffectAnswer? Answer)
{
    /// <summary>Whether the effect certainly happened.</summary>
    public bool Happened => Outcome is EffectOutcome.Done or EffectOutcome.DoneBefore;
}
