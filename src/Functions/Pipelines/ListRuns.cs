using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Lists runs, newest first.</summary>
/// <param name="runs">The register of runs.</param>
/// <param name="logger">The log.</param>
public sealed class ListRuns(IRunStore runs, ILogger<ListRuns> logger)
{
    /// <summary><c>GET /api/v1/runs?company=&amp;pipeline=&amp;status=&amp;limit=&amp;cursor=</c>.</summary>
    [Function(nameof(ListRuns))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/runs")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var page = await runs.ListAsync(
            new RunQuery
            {
                Company = request.Text("company"),
                Pipeline = request.Text("pipeline"),
                Status = request.OneOf<RunStatus>("status"),
                Limit = request.Limit(),
                Cursor = request.Text("cursor"),
            },
            cancellationToken);
        return ApiResponse.Json(new ApiPage<RunSummary>([.. page.Items.Select(RunSummary.Of)], page.NextCursor));
    });
}
