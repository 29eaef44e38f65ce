using LocalHost.DurableTask;

namespace LocalHost.FaultWorker;

/// <summary>The orchestrations that are ill-treated. Each leaves numbered effects in the ledger and gives their sum.</summary>
public static class Orchestrators
{
    private const string Go = "Go";
    private static readonly TimeSpan AnHour = TimeSpan.FromHours(1);

    /// <summary>Something of everything: in turn, side by side, slow, around a timer, an event to itself, a child.</summary>
    public static async Task<int> JourneyAsync(TaskOrchestrationContext context)
    {
        var sum = 0;
        for (var effect = 0; effect < 3; effect++)
        {
            sum += await EffectAsync(context, effect);
        }

        sum += (await Task.WhenAll(Enumerable.Range(3, 5).Select(effect => EffectAsync(context, effect)))).Sum();
        sum += await context.CallActivityAsync<int>("SlowEffect", new Step(context.InstanceId, 8));
        await context.CreateTimer(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        sum += await EffectAsync(context, 9);
        context.SendEvent(context.InstanceId, "Letter", "to myself");
        await context.WaitForExternalEvent<string>("Letter");
        return sum + await context.CallSubOrchestratorAsync<int>("Leg");
    }

    /// <summary>The child of a journey, or a short way of its own.</summary>
    public static async Task<int> LegAsync(TaskOrchestrationContext context) => await EffectAsync(context, 10) + await EffectAsync(context, 11);

    /// <summary>Two hours long: a timer, and an event that never comes.</summary>
    public static async Task<int> SleeperAsync(TaskOrchestrationContext context)
    {
        var sum = await EffectAsync(context, 0);
        await context.CreateTimer(AnHour, CancellationToken.None);
        sum += await EffectAsync(context, 1);
        try
        {
            await context.WaitForExternalEvent<string>("Never", AnHour);
        }
        catch (OperationCanceledException)
        {
            sum += await EffectAsync(context, 2);
        }

        return sum;
    }

    /// <summary>Lets another instance fail, and rewinds it.</summary>
    public static async Task<int> PenanceAsync(TaskOrchestrationContext context)
    {
        var step = new Step(context.InstanceId, 0, $"{context.InstanceId}-sinner");
        await context.CallActivityAsync("StartSinner", step);
        await context.CallActivityAsync("AwaitFailed", step);
        await context.CallActivityAsync("Rewind", step);
        await context.CallActivityAsync("AwaitCompleted", step);
        return await EffectAsync(context, 0);
    }

    /// <summary>Fails with its child, until it is pardoned.</summary>
    public static async Task<int> SinnerAsync(TaskOrchestrationContext context)
    {
        var sum = await EffectAsync(context, 0);
        sum += await context.CallSubOrchestratorAsync<int>("SinnersChild");
        return sum + await EffectAsync(context, 2);
    }

    /// <summary>Where the sinner fails.</summary>
    public static Task<int> SinnersChildAsync(TaskOrchestrationContext context) => context.CallActivityAsync<int>("Judge", new Step(Owner(context), 1));

    /// <summary>Runs some instances and purges whatever has ended.</summary>
    public static async Task<int> CleanerAsync(TaskOrchestrationContext context)
    {
        var legs = Enumerable.Range(0, 3).Select(leg => new Step(context.InstanceId, leg, $"{context.InstanceId}-leg-{leg}")).ToList();
        foreach (var leg in legs)
        {
            await context.CallActivityAsync("StartLeg", leg);
            await context.CallActivityAsync("AwaitCompleted", leg);
        }

        await context.CallActivityAsync("Purge", legs[0]);
        return await EffectAsync(context, 0);
    }

    /// <summary>A deployment that adds something at the end: what is in flight can go on.</summary>
    public static async Task<int> GrowsAsync(TaskOrchestrationContext context, int deployment)
    {
        var sum = await EffectAsync(context, 0);
        await context.WaitForExternalEvent<string>(Go);
        sum += await EffectAsync(context, 1);
        return deployment == 1 ? sum : sum + await EffectAsync(context, 2);
    }

    /// <summary>A deployment that changes what was done already: what is in flight cannot go on.</summary>
    public static async Task<int> ChangesAsync(TaskOrchestrationContext context, int deployment)
    {
        var sum = deployment == 1
            ? await EffectAsync(context, 0)
            : await context.CallActivityAsync<int>("SlowEffect", new Step(context.InstanceId, 0));
        await context.WaitForExternalEvent<string>(Go);
        return sum + await EffectAsync(context, 1);
    }

    /// <summary>The same change behind a version: what is in flight goes the old way, what is new the new one.</summary>
    public static async Task<int> GuardsAsync(TaskOrchestrationContext context, int deployment)
    {
        var sum = deployment == 2 && context.CompareVersionTo("2.0") >= 0 ? await EffectAsync(context, 5) : 0;
        sum += await EffectAsync(context, 0);
        await context.WaitForExternalEvent<string>(Go);
        return sum + await EffectAsync(context, 1);
    }

    private static Task<int> EffectAsync(TaskOrchestrationContext context, int effect) =>
        context.CallActivityAsync<int>("Effect", new Step(Owner(context), effect));

    private static string Owner(TaskOrchestrationContext context) => context.Parent?.InstanceId ?? context.InstanceId;
}
