using System.Globalization;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.Pipelines;
using DataHound.Storage.Pipelines.Plans;

namespace DataHound.Functions.Pipelines;

/// <summary>Tells what a run would read, write and change.</summary>
/// <param name="planner">Plans runs.</param>
/// <param name="configs">The configuration.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
public sealed class PlanRun(IRunPlanner planner, ICompanyConfigs configs, TimeProvider time, ILogger<PlanRun> logger)
{
    /// <summary><c>POST /api/v1/pipelines/{pipeline}/plan</c> with the body of a run: 200 with the plan per company and stage; nothing is written.</summary>
    [Function(nameof(PlanRun))]
    public Task<IActionResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/pipelines/{pipeline}/plan")] HttpRequest request,
        string pipeline,
        CancellationToken cancellationToken) => ApiCall.RunAsync(logger, async () =>
    {
        var (body, _) = await request.ReadJsonAsync<StartRunBody>(cancellationToken);
        var definition = await PipelineLookup.RequireAsync(configs, pipeline, cancellationToken);
        var companies = await PipelineLookup.CompaniesAsync(configs, body.Companies, pipeline, cancellationToken);
        var stages = PipelineLookup.Stages(body.Stages, definition);
        var asOf = PipelineLookup.AsOf(body.AsOf, time);
        var plans = new List<CompanyPlan>(companies.Count);
        foreach (var company in companies)
        {
            var runId = string.Create(CultureInfo.InvariantCulture, $"{company}:{pipeline}:{asOf.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}:plan");
            plans.Add(await planner.PlanAsync(new StageContext { RunId = runId, Company = company, Pipeline = pipeline, AsOf = asOf }, stages, cancellationToken));
        }

        return ApiResponse.Json(new { Pipeline = pipeline, AsOf = asOf, Companies = plans });
    });
}
