using DataHound.Storage.DataPlane.Checks;

namespace DataHound.Functions.Quality;

/// <summary>Lists what a check found or did.</summary>
/// <param name="checks">The checks.</param>
/// <param name="logger">The log.</param>
public sealed class ListCheckFindings(IDataChecks checks, ILogger<ListCheckFindings> logger)
{
    /// <summary><c>GET /api/v1/checks/{kind}/{id}/findings?kind=&amp;limit=&amp;cursor=</c>.</summary>
    [Function(nameof(ListCheckFindings))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/checks/{kind}/{id}/findings")] HttpRequest request,
        string kind,
        string id,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var check = await checks.RequireAsync(kind, id, cancellationToken);
        var page = await checks.ListFindingsAsync(check.Id, request.Text("kind"), request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<object>(
            [.. page.Items.Select(item => new { item.Company, item.Finding.Kind, item.Finding.Path, item.Finding.VersionId, item.Finding.Detail })], page.NextCursor));
    });
}
