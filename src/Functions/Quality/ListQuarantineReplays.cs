using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Lists replays of quarantined rows, newest first.</summary>
/// <param name="replays">The replays.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class ListQuarantineReplays(IQuarantineReplays replays, ICompanyConfigs configs, ILogger<ListQuarantineReplays> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/quarantine/replays?limit=&amp;cursor=</c>.</summary>
    [Function(nameof(ListQuarantineReplays))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/quarantine/replays")] HttpRequest request,
        string company,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var page = await replays.ListAsync(company, request.Limit(), request.Text("cursor"), cancellationToken);
        return ApiResponse.Json(new ApiPage<object>([.. page.Items.Select(QuarantineReplayView.Of)], page.NextCursor));
    });
}
