using DataHound.Storage.ControlPlane.Idempotency;

namespace DataHound.Functions.Observability;

/// <summary>Lists the outside effects of which nobody knows whether they happened.</summary>
/// <param name="effects">The register of effects.</param>
/// <param name="logger">The log.</param>
public sealed class ListUnknownEffects(IEffects effects, ILogger<ListUnknownEffects> logger)
{
    /// <summary><c>GET /api/v1/effects/unknown?limit=&amp;cursor=</c>, oldest first; a settled one leaves the list.</summary>
    [Function(nameof(ListUnknownEffects))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/effects/unknown")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var page = await effects.ListUnknownAsync(request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<UnknownEffect>(page.Items, page.NextCursor));
    });
}
