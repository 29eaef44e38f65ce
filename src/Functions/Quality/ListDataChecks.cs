using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Lists garbage collections or verifications, newest first.</summary>
/// <param name="checks">The checks.</param>
/// <param name="logger">The log.</param>
public sealed class ListDataChecks(IDataChecks checks, ILogger<ListDataChecks> logger)
{
    /// <summary><c>GET /api/v1/checks/{kind}?limit=&amp;cursor=</c>.</summary>
    [Function(nameof(ListDataChecks))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/checks/{kind}")] HttpRequest request,
        string kind,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var page = await checks.ListAsync(DataCheckView.Parse(kind), request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(DataCheckView.Of)], page.NextCursor));
    });
}
