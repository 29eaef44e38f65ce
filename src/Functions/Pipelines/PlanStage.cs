using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Begins a stage and plans it. Planned once, it gives the same plan whenever it is asked again.</summary>
/// <param name="catalog">The stages.</param>
/// <param name="runs">The register of runs.</param>
/// <param name="store">The course of stages.</param>
/// <param name="configs">Says which stages have gates.</param>
public sealed class PlanStage(StageCatalog catalog, IRunStore runs, IStageStore store, ICompanyConfigs configs)
{
    /// <summary>Plans the stage unless it was committed or the run shall stop.</summary>
    [Function(nameof(PlanStage))]
    public async Task<StageUnits> RunAsync([ActivityTrigger] StageInput input, CancellationToken cancellationToken)
    {
        await runs.HeartbeatAsync(input.RunId, cancellationToken);
        if (await runs.IsCancelRequestedAsync(input.RunId, cancellationToken))
            return new StageUnits { Units = [], CancelRequested = true };

        var key = new StageKey(input.RunId, input.Company, input.Stage);
        if (await store.BeginAsync(key, cancellationToken) == RunStatus.Success)
            return new StageUnits { Units = [], CancelRequested = false };

        var (stage, context) = await catalog.GetAsync(input, cancellationToken);
        var plan = await store.FindPlanAsync(key, cancellationToken)
            ?? await store.SavePlanAsync(key, await stage.PlanAsync(context, cancellationToken), cancellationToken);
        var definition = await configs.FindPipelineAsync(context.Pipeline, cancellationToken);
        return new StageUnits
        {
            Units = [.. plan.Units.Select(unit => unit.Name)],
            CancelRequested = false,
            HasGate = definition?.Gates.ContainsKey(input.Stage) is true,
        };
    }
}
