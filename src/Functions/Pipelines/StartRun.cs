using System.Security.Cryptography;
using System.Text;
using DataHound.Functions.Http.Idempotency;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Starts a run over HTTP.</summary>
/// <param name="starter">Starts runs.</param>
/// <param name="configs">The configuration.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class StartRun(RunStarter starter, ICompanyConfigs configs, TimeProvider time, ILogger<StartRun> logger)
{
    /// <summary><c>POST /api/v1/pipelines/{pipeline}/runs</c>: 202 with the run; 404 for an unknown pipeline or company, 409 while one is active, 422 for a key used with another body.</summary>
    [Function(nameof(StartRun))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/pipelines/{pipeline}/runs")] HttpRequest request,
        string pipeline,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var (body, text) = await request.ReadJsonAsync<StartRunBody>(cancellationToken);
        var definition = await PipelineLookup.RequireAsync(configs, pipeline, cancellationToken);

        // Every request with a key is done once already; the key of the run itself holds even when the process dies before the answer is saved.
        var key = request.HasKey() ? $"{request.Caller()}:{request.Key()}" : null;
        var initiator = request.Initiator();
        var result = await starter.StartAsync(
            new StartRunRequest
            {
                Pipeline = pipeline,
                Companies = await PipelineLookup.CompaniesAsync(configs, body.Companies, pipeline, cancellationToken),
                Stages = PipelineLookup.Stages(body.Stages, definition),
                AsOf = PipelineLookup.AsOf(body.AsOf, time),
                RequestedBy = initiator.Actor,
                RequestId = initiator.RequestId,
                IdempotencyKey = key,
                RequestHash = key is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pipeline}\n{text}"))),
            },
            client,
            cancellationToken);
        return Answer(request, result);
    });

    private static IActionResult Answer(HttpRequest request, StartRunResult result)
    {
        switch (result)
        {
            case { Outcome: StartRunOutcome.KeyReused }:
                return ApiResponse.Problem(422, new UserError("idempotency_key_reused", $"The {RequestKey.Header} was used for another request.", "Send a new key, or the body that the key was used with."));
            case { Outcome: StartRunOutcome.Conflict }:
                return ApiResponse.Problem(
                    409,
                    new UserError("run_active", $"Run '{result.ActiveRunId}' of company '{result.ActiveCompany}' is active.", "Wait for it to end or cancel it, then start again."),
                    new Dictionary<string, object>(StringComparer.Ordinal) { ["activeRunId"] = result.ActiveRunId!, ["activeCompany"] = result.ActiveCompany! });
            default:
                var links = RunLinks.Of(result.Run!.RunId);
                request.HttpContext.Response.Headers.Location = links.Self;
                return ApiResponse.Json(new { result.Run.RunId, result.Run.Status, result.Run.AsOf, links }, 202);
        }
    }
}
