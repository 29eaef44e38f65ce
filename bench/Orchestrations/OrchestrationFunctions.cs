using LocalHost.DurableTask;
using LocalHost.Functions;

namespace DataHound.Bench.Orchestrations;

/// <summary>The orchestrator and its activity, which does nothing.</summary>
public sealed class OrchestrationFunctions(FirstActivities first)
{
    /// <summary>Calls activities, all at once or one after the other.</summary>
    [Function(nameof(Orchestrate))]
    public static async Task<int> Orchestrate([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        var input = context.GetInput<OrchestrationInput>()!;
        var activity = new ActivityInput(context.InstanceId, input.SentAt);
        if (!input.InSequence)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, input.Activities).Select(_ => context.CallActivityAsync<int>(nameof(DoNothing), activity)));
            return answers.Sum();
        }

        var sum = 0;
        for (var count = 0; count < input.Activities; count++)
            sum += await context.CallActivityAsync<int>(nameof(DoNothing), activity);
        return sum;
    }

    /// <summary>Does nothing.</summary>
    [Function(nameof(DoNothing))]
    public int DoNothing([ActivityTrigger] ActivityInput input)
    {
        first.Began(input);
        return 1;
    }
}
