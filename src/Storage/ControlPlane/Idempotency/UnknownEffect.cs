namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>An effect of which nobody knows whether it happened.</summary>
/// <param name="Scope">What the key is for.</param>
/// <param name="Key">The effect's key.</param>
/// <param name="RunId">The run on whose behalf; null when there is none.</param>
/// <param name="Attempts">How often it was attempted.</param>
/// <param name="Since">Since when its outcome is unknown.</param>
public sealed record UnknownEffect(string Scope, string Key, string? RunId, int Attempts, DateTimeOffset Since);
