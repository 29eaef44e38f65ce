using DataHound.Storage.ControlPlane.Runs;

namespace DataHound.Functions.Pipelines;

/// <summary>The orchestration of a run: every company side by side, then the end of the run.</summary>
public static class RunPipeline
{
    /// <summary>Runs all companies. One company's failure neither stops nor hides another's.</summary>
    [Function(nameof(RunPipeline))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, PipelineRunInput run)
    {
        await Task.WhenAll(run.Companies.Select((company, index) => RunCompanyAsync(context, run, company, index + 1)));
        await context.CallActivityAsync(nameof(FinishRun), run.RunId, Retries.ForPassingFailures);
    }

    private static async Task RunCompanyAsync(TaskOrchestrationContext context, PipelineRunInput run, string company, int number)
    {
        var input = new CompanyRunInput { RunId = run.RunId, Company = company, Stages = run.Stages };
        try
        {
            await context.CallSubOrchestratorAsync(nameof(RunCompany), input, new SubOrchestrationOptions(instanceId: FormattableString.Invariant($"{run.RunId}:{number}")));
        }
        catch (TaskFailedException)
        {
            var outcome = new CompanyOutcome { RunId = run.RunId, Company = company, Status = RunStatus.Failed, Error = UserError.Unexpected.ToString() };
            await context.CallActivityAsync(nameof(FinishCompany), outcome, Retries.ForPassingFailures);
        }
    }
}
