namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>What to do about an effect of which nobody knows whether it happened: the process died in it, or its answer never came.</summary>
public enum UnknownEffectPolicy
{
    /// <summary>Leave it until somebody finds out and says so with <see cref="IEffects.SettleAsync"/>. For what must never happen twice.</summary>
    Ask = 0,

    /// <summary>Do it again. For what the provider de-duplicates by the key, or what does no harm twice.</summary>
    Redo = 1,
}
