namespace LocalHost.SampleApp;

public static class Greeter
{
    [Function(nameof(GreetAll))]
    public static async Task<string[]> GreetAll([OrchestrationTrigger] TaskOrchestrationContext context, string[] names)
    {
        string[] greetings = await Task.WhenAll(names.Select(name => context.CallActivityAsync<string>(nameof(Greet), name)));
        context.SetCustomStatus(greetings.Length);
        return greetings;
    }

    [Function(nameof(Greet))]
    public static string Greet([ActivityTrigger] string name, FunctionContext context) => $"Hello {name}";

    [Function(nameof(GreetEveryDay))]
    public static Task GreetEveryDay([TimerTrigger("0 0 6 * * *")] TimerInfo timer, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken) =>
        client.ScheduleNewOrchestrationInstanceAsync(nameof(GreetAll), new[] { "day" }, cancellation: cancellationToken);
}
