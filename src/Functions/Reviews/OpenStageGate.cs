using DataHound.Domain.Reviews;
using DataHound.Functions.Pipelines;
using DataHound.Storage.ConfigPlane;
using DataHound.Storage.ControlPlane.Reviews;

namespace DataHound.Functions.Reviews;

/// <summary>Opens the gate before a stage's commit.</summary>
/// <param name="gates">The register of review gates.</param>
/// <param name="configs">Says what the gate asks for.</param>
/// <param name="catalog">Knows the run.</param>
public sealed class OpenStageGate(IReviewGates gates, ICompanyConfigs configs, StageCatalog catalog)
{
    /// <summary>Opens the gate; one that is there is given as it stands. A gate that the configuration has dropped meanwhile lets everything pass.</summary>
    [Function(nameof(OpenStageGate))]
    public async Task<StageGateState> RunAsync([ActivityTrigger] StageInput input, TaskActivityContext activity, CancellationToken cancellationToken)
    {
        var (_, run) = await catalog.GetAsync(input, cancellationToken);
        var definition = await configs.FindPipelineAsync(run.Pipeline, cancellationToken);
        if (definition?.Gates.GetValueOrDefault(input.Stage) is not { } gate)
            return new StageGateState { GateId = Guid.Empty, Decision = GateDecision.Pass, DueAt = DateTime.MinValue };
        var opened = await gates.OpenAsync(
            new StageGateRequest
            {
                RunId = input.RunId,
                Company = input.Company,
                Stage = input.Stage,
                InstanceId = activity.InstanceId,
                Mode = gate.Mode is "soft" ? ReviewMode.Soft : ReviewMode.Strict,
                Required = gate.Checks,
                TimeLimit = TimeSpan.FromMinutes(gate.TimeLimitMinutes),
            },
            cancellationToken);
        return StageGateState.Of(opened);
    }
}
