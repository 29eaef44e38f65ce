using DataHound.Storage.ControlPlane.Runs;
using DataHound.Storage.Pipelines;

namespace DataHound.Functions.Pipelines;

/// <summary>Finds a stage and the run on whose behalf it works.</summary>
/// <param name="stages">All stages there are.</param>
/// <param name="runs">The register of runs.</param>
public sealed class StageCatalog(IEnumerable<IPipelineStage> stages, IRunStore runs)
{
    private readonly Dictionary<string, IPipelineStage> _stages = stages.ToDictionary(stage => stage.Name, StringComparer.Ordinal);

    /// <summary>Whether there is a stage of that name.</summary>
    public bool Has(string stage) => _stages.ContainsKey(stage);

    /// <summary>The stage and its context.</summary>
    /// <exception cref="UserErrorException"><c>stage_unknown</c> or <c>run_unknown</c>.</exception>
    public async Task<(IPipelineStage Stage, StageContext Context)> GetAsync(StageInput input, CancellationToken cancellationToken)
    {
        if (!_stages.TryGetValue(input.Stage, out var stage))
            throw new UserErrorException("stage_unknown", $"There is no stage '{input.Stage}'.", "Correct the pipeline's list of stages.");

        var run = await runs.FindAsync(input.RunId, cancellationToken) ?? throw RunErrors.Unknown(input.RunId);
        return (stage, new StageContext { RunId = run.RunId, Company = input.Company, Pipeline = run.Pipeline, AsOf = run.AsOf });
    }
}
