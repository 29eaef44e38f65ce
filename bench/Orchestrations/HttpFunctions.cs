using System.Globalization;
using LocalHost.DurableTask.Client;
using LocalHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace DataHound.Bench.Orchestrations;

/// <summary>How the measuring process speaks to the served app.</summary>
public sealed class HttpFunctions(FirstActivities first)
{
    /// <summary>Starts one orchestration.</summary>
    [Function(nameof(Start))]
    public static async Task<IActionResult> Start(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "start")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var input = new OrchestrationInput(
            int.Parse(query["activities"]!, CultureInfo.InvariantCulture), query["sequence"] == "true", long.Parse(query["sentAt"]!, CultureInfo.InvariantCulture),
            int.Parse(query["delay"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture), query["waits"] == "true");
        var instance = await client.ScheduleNewOrchestrationInstanceAsync(nameof(OrchestrationFunctions.Orchestrate), input, new(query["id"].FirstOrDefault()), cancellationToken);
        return new AcceptedResult((string?)null, instance);
    }

    /// <summary>Whether an orchestration has not ended well yet.</summary>
    [Function(nameof(Unfinished))]
    public static async Task<IActionResult> Unfinished(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "unfinished")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        var notCompleted = Enum.GetValues<OrchestrationRuntimeStatus>().Where(status => status != OrchestrationRuntimeStatus.Completed);
        await foreach (var _ in client.GetAllInstancesAsync(new OrchestrationQuery { Statuses = notCompleted, PageSize = 1 }).WithCancellation(cancellationToken))
            return new OkObjectResult(true);
        return new OkObjectResult(false);
    }

    /// <summary>Whether the app serves.</summary>
    [Function(nameof(Health))]
    public static IActionResult Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request) => new OkResult();

    /// <summary>What was measured since the last call.</summary>
    [Function(nameof(Measured))]
    public IActionResult Measured([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "measured")] HttpRequest request) => new OkObjectResult(first.Take());
}
