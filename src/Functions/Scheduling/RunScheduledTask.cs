namespace DataHound.Functions.Scheduling;

/// <summary>The orchestration of one run of a task: does a step, waits, does the next, until the work has ended and is recorded.</summary>
public static class RunScheduledTask
{
    private const int LooksPerHistory = 50;
    private static readonly int[] FirstPauses = [1, 2, 4, 8, 15];
    private static readonly TimeSpan LongPause = TimeSpan.FromSeconds(30);

    /// <summary>Does the work to its end.</summary>
    [Function(nameof(RunScheduledTask))]
    public static async Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context, ScheduledTaskInput run)
    {
        try
        {
            for (var look = run.LooksBefore; look < run.LooksBefore + LooksPerHistory; look++)
            {
                if (await context.CallActivityAsync<bool>(nameof(AdvanceScheduledTask), run.RunId, Pipelines.Retries.ForPassingFailures))
                    return;
                await context.CreateTimer(look < FirstPauses.Length ? TimeSpan.FromSeconds(FirstPauses[look]) : LongPause, CancellationToken.None);
            }
        }
        catch (TaskFailedException exception)
        {
            var failure = new ScheduledTaskFailure { RunId = run.RunId, Error = UserError.Parse(exception.FailureDetails.ErrorMessage).ToString() };
            await context.CallActivityAsync(nameof(FailScheduledTask), failure, Pipelines.Retries.ForPassingFailures);
            return;
        }

        context.ContinueAsNew(run with { LooksBefore = run.LooksBefore + LooksPerHistory });
    }
}
