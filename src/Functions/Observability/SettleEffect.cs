using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Functions.Observability;

/// <summary>Takes what somebody found out about an effect whose outcome was unknown.</summary>
/// <param name="effects">The register of effects.</param>
/// <param name="logger">The log.</param>
public sealed class SettleEffect(IEffects effects, ILogger<SettleEffect> logger)
{
    /// <summary><c>POST /api/v1/effects/settle</c> with scope, key, whether it happened and the reason: 200, or 404 when no such effect is unknown.</summary>
    [Function(nameof(SettleEffect))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/effects/settle")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var (body, _) = await request.ReadJsonAsync<SettleEffectBody>(cancellationToken);
        if (string.IsNullOrWhiteSpace(body.Reason))
            throw new UserErrorException("decision_invalid", "A settled effect needs a reason.", "Say how it was found out whether the effect happened.");
        var answer = body.Happened ? new EffectAnswer { ProviderId = body.ProviderId } : null;
        return await effects.SettleAsync(body.Scope, body.Key, answer, request.Initiator(body.Reason).Named(body.By), cancellationToken)
            ? ApiResponse.Json(new { body.Scope, body.Key, body.Happened })
            : throw new UserErrorException("effect_unknown", "There is no effect of that scope and key whose outcome is unknown.", "List them with GET /api/v1/effects/unknown.");
    });
}
