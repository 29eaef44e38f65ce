using DataHound.Functions.Reviews;
using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>Walks one company through the stages of a run: plan, execute the units side by side, commit.</summary>
public static class RunCompany
{
    /// <summary>Walks the stages until one fails or is refused, the run is canceled, or all are committed; records how it ended.</summary>
    [Function(nameof(RunCompany))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, CompanyRunInput run)
    {
        var outcome = new CompanyOutcome { RunId = run.RunId, Company = run.Company, Status = RunStatus.Success };
        try
        {
            foreach (var stage in run.Stages)
            {
                context.SetCustomStatus(stage);
                outcome = await RunStageAsync(context, outcome, new StageInput { RunId = run.RunId, Company = run.Company, Stage = stage });
                if (outcome.Status is not RunStatus.Success)
                    break;
            }
        }
        catch (TaskFailedException exception)
        {
            outcome = outcome with { Status = RunStatus.Failed, Error = UserError.Parse(exception.FailureDetails.ErrorMessage).ToString() };
        }

        await context.CallActivityAsync(nameof(FinishCompany), outcome, Retries.ForPassingFailures);
    }

    private static async Task<CompanyOutcome> RunStageAsync(TaskOrchestrationContext context, CompanyOutcome outcome, StageInput stage)
    {
        var plan = await context.CallActivityAsync<StageUnits>(nameof(PlanStage), stage, Retries.ForPassingFailures);
        if (plan.CancelRequested)
            return outcome with { Status = RunStatus.Canceled };

        await Task.WhenAll(plan.Units.Select(unit => context.CallActivityAsync(nameof(ExecuteStageUnit), stage with { Unit = unit }, Retries.ForPassingFailures)));
        if (plan.HasGate && await StageGates.WaitAsync(context, stage) is var decision and not GateDecision.Pass)
        {
            return decision is GateDecision.Stop
                ? outcome with { Status = RunStatus.Canceled }
                : outcome with { Status = RunStatus.Failed, Error = StageGates.Rejected(stage).ToString() };
        }

        await context.CallActivityAsync(nameof(CommitStage), stage, Retries.ForPassingFailures);
        return outcome;
    }
}
