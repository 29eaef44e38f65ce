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
        var activity = new ActivityInput(context.InstanceId, input.SentAt, input.Delay);
        var name = input.Delay > 0 ? nameof(Pause) : nameof(DoNothing);
        if (!input.InSequence)
        {
            var answers = await Task.WhenAll(Enumerable.Range(0, input.Activities).Select(_ => context.CallActivityAsync<int>(name, activity)));
            return answers.Sum();
        }

        var sum = 0;
        for (var count = 0; count < input.Activities; count++)
            sum += await context.CallActivityAsync<int>(name, activity);
        if (input.ThenWaits)
            await context.WaitForExternalEvent<string>("Go");
        return sum;
    }

    /// <summary>Waits, and leaves the processor to others.</summary>
    [Function(nameof(Pause))]
    public async Task<int> Pause([ActivityTrigger] ActivityInput input, CancellationToken cancellationToken)
    {
        first.Began(input);
        await Task.Delay(input.Delay, cancellationToken);
        return 1;
    }

    /// <summary>One of a queue that was filled by hand: only counted.</summary>
    [Function(nameof(Count))]
    public int Count([ActivityTrigger] int input)
    {
        first.Counted();
        return input;
    }

    /// <summary>Does nothing.</summary>
    [Function(nameof(DoNothing))]
    public int DoNothing([ActivityTrigger] ActivityInput input)
    {
        first.Began(input);
        return 1;
    }
}
