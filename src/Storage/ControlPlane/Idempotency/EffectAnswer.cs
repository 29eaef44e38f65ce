namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>What the provider answered. It is stored: no secrets and no personal data.</summary>
public sealed record EffectAnswer
{
    /// <summary>An answer without anything to remember.</summary>
    public static EffectAnswer None { get; } = new();

    /// <summary>The provider's own id of what was done; null when it gave none.</summary>
    public string? ProviderId { get; init; }

    /// <summary>Further fields worth keeping, as a JSON object; null for none.</summary>
    public string? DetailsJson { get; init; }
}
