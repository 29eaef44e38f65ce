namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>
/// The right to do one outside effect. Only <see cref="IEffects"/> makes one, so a method that asks for it can be called under the helper
/// alone; a test holds every sending method of Connectors and Functions to that.
/// </summary>
public sealed class EffectClaim
{
    internal EffectClaim(string scope, string key, Guid token, int attempt)
    {
        Scope = scope;
        Key = key;
        Token = token;
        Attempt = attempt;
    }

    /// <summary>What the key is for.</summary>
    public string Scope { get; }

    /// <summary>The effect's key. Hand it to a provider that takes idempotency keys or message ids.</summary>
    public string Key { get; }

    /// <summary>Which attempt this is, from 1. From 2 on an earlier one may have reached the provider.</summary>
    public int Attempt { get; }

    internal Guid Token { get; }
}
