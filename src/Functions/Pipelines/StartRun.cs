using System.Security.Cryptography;
using System.Text;
using DataHound.Domain.Pipelines;
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
        var definition = await configs.FindPipelineAsync(pipeline, cancellationToken)
            ?? throw new UserErrorException("pipeline_unknown", $"There is no pipeline '{pipeline}'.", "Use a pipeline that the configuration names, such as field-service.");

        // Every request with a key is done once already; the key of the run itself holds even when the process dies before the answer is saved.
        var key = request.HasKey() ? $"{request.Caller()}:{request.Key()}" : null;
        var initiator = request.Initiator();
        var result = await starter.StartAsync(
            new StartRunRequest
            {
                Pipeline = pipeline,
                Companies = await CompaniesAsync(body, pipeline, cancellationToken),
                Stages = Stages(body, definition),
                AsOf = AsOf(body),
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

    private async Task<IReadOnlyList<string>> CompaniesAsync(StartRunBody body, string pipeline, CancellationToken cancellationToken)
    {
        var all = await configs.ListCompaniesAsync(cancellationToken);
        var known = all.Select(company => company.Slug).ToHashSet(StringComparer.Ordinal);
        var companies = body.Companies is { Count: > 0 } named
            ? [.. named.Distinct(StringComparer.Ordinal)]
            : all.Where(company => company.Runs(pipeline)).Select(company => company.Slug).Order(StringComparer.Ordinal).ToArray();
        if (companies.Length == 0)
            throw new UserErrorException("company_unknown", "There is no company that this pipeline is run for.", "Add a company's configuration with PUT /api/v1/companies/{company}/config/extraction.");
        return Array.Find(companies, company => !known.Contains(company)) is { } unknown
            ? throw new UserErrorException("company_unknown", $"There is no company '{unknown}'.", "List the companies with GET /api/v1/companies and use one of their slugs.")
            : companies;
    }

    private static IReadOnlyList<string> Stages(StartRunBody body, PipelineDefinition definition)
    {
        if (body.Stages is not { Count: > 0 } wanted)
            return definition.Stages;
        return wanted.FirstOrDefault(stage => !definition.Stages.Contains(stage, StringComparer.Ordinal)) is { } unknown
            ? throw new UserErrorException("stage_unknown", $"The pipeline has no stage '{unknown}'.", $"Use some of {string.Join(", ", definition.Stages)}.")
            : [.. definition.Stages.Where(stage => wanted.Contains(stage, StringComparer.Ordinal))];
    }

    private DateTimeOffset AsOf(StartRunBody body)
    {
        var now = time.GetUtcNow();
        return ApiInstant.Parse(body.AsOf) ?? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }
}
