namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>Says that an effect certainly did not happen: the provider refused it, or was never reached. The key is free for a retry.</summary>
/// <param name="message">Why, without secrets or personal data.</param>
/// <param name="innerException">What led to it, if anything.</param>
public sealed class EffectNotDoneException(string message, Exception? innerException = null) : Exception(message, innerException);
