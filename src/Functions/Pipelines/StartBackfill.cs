using DataHound.Functions.Http.Idempotency;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Backfills;

namespace DataHound.Functions.Pipelines;

/// <summary>Starts a backfill over HTTP; <see cref="TendBackfills"/> starts its runs.</summary>
/// <param name="backfills">The register of backfills.</param>
/// <param name="configs">The configuration.</param>
/// <param name="logger">The log.</param>
public sealed class StartBackfill(IBackfills backfills, ICompanyConfigs configs, ILogger<StartBackfill> logger)
{
    /// <summary><c>POST /api/v1/backfills</c> with <c>{ pipeline, companies, from, to, parallelism, stages, reason }</c>: 202 with the backfill.</summary>
    [Function(nameof(StartBackfill))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/backfills")] HttpRequest request,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var (body, _) = await request.ReadJsonAsync<StartBackfillBody>(cancellationToken);
        var definition = await PipelineLookup.RequireAsync(configs, body.Pipeline, cancellationToken);
        var companies = new List<(string Company, string TimeZone)>();
        foreach (var company in await PipelineLookup.CompaniesAsync(configs, body.Companies, body.Pipeline, cancellationToken))
            companies.Add((company, (await configs.GetExtractionAsync(company, cancellationToken)).Timezone));
        var backfill = await backfills.StartAsync(
            new BackfillRequest
            {
                Pipeline = body.Pipeline,
                Companies = companies,
                Stages = PipelineLookup.Stages(body.Stages, definition),
                From = body.From,
                To = body.To,
                Parallelism = body.Parallelism,
                By = request.Initiator(body.Reason),
                Key = request.HasKey() ? $"{request.Caller()}:{request.Key()}" : null,
            },
            cancellationToken);
        request.HttpContext.Response.Headers.Location = BackfillView.SelfOf(backfill);
        return ApiResponse.Json(BackfillView.Of(backfill, await backfills.CountAsync(backfill.Id, cancellationToken)), 202);
    });
}
