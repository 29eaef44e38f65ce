using DataHound.Domain.Observability;

namespace DataHound.Storage.ControlPlane.Idempotency;

/// <summary>The one way to an outside effect: the key is claimed first, the provider's answer is stored, and a retry finds it.</summary>
public interface IEffects
{
    /// <summary>
    /// Does an effect unless it was done. When <paramref name="perform"/> returns, the effect is done for good; when it throws
    /// <see cref="EffectNotDoneException"/>, the key is free again; any other exception, or the death of the process, leaves the outcome
    /// unknown, and <see cref="EffectRequest.WhenUnknown"/> says what the next request does. Exceptions come through.
    /// </summary>
    /// <exception cref="UserErrorException"><c>effect_key_reused</c>: the key stands for another content.</exception>
    Task<EffectResult> OnceAsync(EffectRequest request, Func<EffectClaim, CancellationToken, Task<EffectAnswer>> perform, CancellationToken cancellationToken);

    /// <summary>Effects whose outcome nobody knows, oldest first.</summary>
    Task<Page<UnknownEffect>> ListUnknownAsync(int limit, string? cursor, CancellationToken cancellationToken);

    /// <summary>Says what became of an effect whose outcome was unknown; the audit log keeps who said so.</summary>
    /// <param name="scope">What the key is for.</param>
    /// <param name="key">The effect's key.</param>
    /// <param name="answer">The provider's answer when it happened; null when it did not, which frees the key.</param>
    /// <param name="by">Who found out.</param>
    /// <param name="cancellationToken">Stops the work; nothing is changed then.</param>
    /// <returns>False when the outcome is not unknown (any more).</returns>
    Task<bool> SettleAsync(string scope, string key, EffectAnswer? answer, Initiator by, CancellationToken cancellationToken);
}
