using DataHound.Functions.Companies;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.DataPlane;

namespace DataHound.Functions.MasterData;

/// <summary>Makes another version of a dataset the current one.</summary>
/// <param name="history">The history.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class RollBackDataset(IDatasetHistory history, ICompanyConfigs configs, ILogger<RollBackDataset> logger)
{
    /// <summary>
    /// <c>POST /api/v1/companies/{company}/datasets/{name}/rollback</c> with <c>{ version, reason, mergeAgain }</c>: 200; 404 for what is not there, 409 while a run
    /// of the company is active or when the version is current already, 410 when its files are gone.
    /// </summary>
    [Function(nameof(RollBackDataset))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/companies/{company}/datasets/{name}/rollback")] HttpRequest request,
        string company,
        string name,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var (body, _) = await request.ReadJsonAsync<RollBackBody>(cancellationToken);
        if (string.IsNullOrWhiteSpace(body.Version) || string.IsNullOrWhiteSpace(body.Reason))
            throw new UserErrorException("rollback_incomplete", "A rollback needs a version and a reason.", "Send { \"version\": \"v000001\", \"reason\": \"...\" }.");
        var result = await history.RollBackAsync(
            new RollbackRequest
            {
                Company = company, Dataset = name, VersionTag = body.Version, By = request.Initiator(body.Reason), MergeAgain = body.MergeAgain,
            },
            cancellationToken);
        return ApiResponse.Json(new
        {
            Current = DatasetView.Of(result.Current),
            Previous = result.Previous.VersionTag,
            Batches = result.Batches.Select(batch => new { Name = batch.Dataset, batch.VersionTag, batch.RowCount, batch.ProducedByRunId }),
            result.MergeAgain,
            NextStep = "Start a run: profiles, events and lists are made anew from the version that is current now.",
        });
    });
}
