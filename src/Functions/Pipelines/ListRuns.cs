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
                Status = Status(request.Text("status")),
                Limit = request.Limit(),
                Cursor = request.Text("cursor"),
            },
            cancellationToken);
        return ApiResponse.Json(new ApiPage<RunSummary>([.. page.Items.Select(RunSummary.Of)], page.NextCursor));
    });

    private static RunStatus? Status(string? text) => text is null
        ? null
        : Enum.TryParse<RunStatus>(text, ignoreCase: true, out var status) && Enum.IsDefined(status)
            ? status
            : throw new UserErrorException("status_invalid", "The query parameter status is not a status of runs.", "Use running, success, failed or canceled.");
}
