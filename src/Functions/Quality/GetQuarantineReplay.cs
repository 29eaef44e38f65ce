using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Shows a replay of quarantined rows with its files and run.</summary>
/// <param name="replays">The replays.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class GetQuarantineReplay(IQuarantineReplays replays, ICompanyConfigs configs, ILogger<GetQuarantineReplay> logger)
{
    /// <summary><c>GET /api/v1/companies/{company}/quarantine/replays/{replayId}</c>: 200, or 404.</summary>
    [Function(nameof(GetQuarantineReplay))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/companies/{company}/quarantine/replays/{replayId}")] HttpRequest request,
        string company,
        string replayId,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        return Guid.TryParse(replayId, out var id) && await replays.FindAsync(company, id, cancellationToken) is { } replay
            ? ApiResponse.Json(QuarantineReplayView.Of(replay))
            : throw QuarantineErrors.UnknownReplay();
    });
}
