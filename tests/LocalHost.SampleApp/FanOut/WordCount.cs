using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LocalHost.SampleApp.FanOut;

/// <summary>Fan-out, fan-in: the texts are counted side by side, and the sums are added when all are there.</summary>
public static class WordCount
{
    [Function(nameof(StartWordCount))]
    public static async Task<IActionResult> StartWordCount(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "word-counts")] HttpRequest request, [FromBody] string[] texts, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(CountAllWords), texts, cancellation: cancellationToken);
        HttpManagementPayload links = client.CreateHttpManagementPayload(id);
        return new AcceptedResult(links.StatusQueryGetUri, links);
    }

    [Function(nameof(CountAllWords))]
    public static async Task<int> CountAllWords([OrchestrationTrigger] TaskOrchestrationContext context, string[] texts)
    {
        RetryPolicy retry = new(maxNumberOfAttempts: 3, firstRetryInterval: TimeSpan.FromSeconds(1));
        int[] counts = await Task.WhenAll(texts.Select(text => context.CallActivityAsync<int>(nameof(CountWords), text, TaskOptions.FromRetryPolicy(retry))));
        return counts.Sum();
    }

    [Function(nameof(CountWords))]
    public static int CountWords([ActivityTrigger] string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
