namespace DataHound.Functions.Quality;

/// <summary>The orchestration of a check: one company after the other, because each uses the whole machine.</summary>
public static class RunDataCheck
{
    /// <summary>Checks all companies and records the end. One company's failure does not stop the others.</summary>
    [Function(nameof(RunDataCheck))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, DataCheckInput check)
    {
        var end = new DataCheckEnd { CheckId = check.CheckId };
        foreach (var company in check.Companies)
        {
            context.SetCustomStatus(company);
            try
            {
                await context.CallActivityAsync(nameof(CheckCompany), check with { Companies = [company] }, Pipelines.Retries.ForPassingFailures);
            }
            catch (TaskFailedException exception)
            {
                end = end with { Error = UserError.Parse(exception.FailureDetails.ErrorMessage).ToString() };
            }
        }

        await context.CallActivityAsync(nameof(FinishDataCheck), end, Pipelines.Retries.ForPassingFailures);
    }
}
