using DataHound.Functions.Companies;
using DataHound.Functions.Http.Idempotency;
using DataHound.Functions.Pipelines;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Quality;

namespace DataHound.Functions.Quality;

/// <summary>Sends quarantined rows through the pipeline once more.</summary>
/// <param name="replays">The replays.</param>
/// <param name="starter">Brings a replay to its run.</param>
/// <param name="configs">The configuration.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class ReplayQuarantine(IQuarantineReplays replays, QuarantineReplayStarter starter, ICompanyConfigs configs, TimeProvider time, ILogger<ReplayQuarantine> logger)
{
    private const string DefaultPipeline = "field-service";

    /// <summary>
    /// <c>POST /api/v1/companies/{company}/quarantine/replays</c> with <c>{ dataset, rules, rows, reason, pipeline, stages, asOf }</c>: 202 with the replay; 200 with
    /// <c>rows: 0</c> when no chosen row is open.
    /// </summary>
    [Function(nameof(ReplayQuarantine))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/companies/{company}/quarantine/replays")] HttpRequest request,
        string company,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        await configs.RequireAsync(company, cancellationToken);
        var (body, _) = await request.ReadJsonAsync<QuarantineReplayBody>(cancellationToken);
        var pipeline = body.Pipeline ?? DefaultPipeline;
        var definition = await PipelineLookup.RequireAsync(configs, pipeline, cancellationToken);
        var replay = await replays.BeginAsync(
            new QuarantineReplayRequest
            {
                Company = company,
                Selection = body.Selection(),
                Run = new QuarantineReplayRun { Pipeline = pipeline, Stages = PipelineLookup.Stages(body.Stages, definition), AsOf = PipelineLookup.AsOf(body.AsOf, time) },
                By = request.Initiator(body.RequireReason()),
                Key = request.HasKey() ? $"{request.Caller()}:{request.Key()}" : null,
            },
            cancellationToken);
        if (replay is null)
            return ApiResponse.Json(new { Rows = 0, NextStep = "No chosen row is open: nothing is replayed." });
        replay = await starter.ContinueAsync(replay, client, cancellationToken);
        request.HttpContext.Response.Headers.Location = QuarantineReplayView.SelfOf(replay);
        return ApiResponse.Json(QuarantineReplayView.Of(replay), 202);
    });
}
