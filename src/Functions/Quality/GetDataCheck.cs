using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Shows a garbage collection or a verification.</summary>
/// <param name="checks">The checks.</param>
/// <param name="logger">The log.</param>
public sealed class GetDataCheck(IDataChecks checks, ILogger<GetDataCheck> logger)
{
    /// <summary><c>GET /api/v1/checks/{kind}/{id}</c>: 200 with status and one report a company, or 404.</summary>
    [Function(nameof(GetDataCheck))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/checks/{kind}/{id}")] HttpRequest request,
        string kind,
        string id,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
            ApiResponse.Json(DataCheckView.Of(await checks.RequireAsync(kind, id, cancellationToken))));
}
