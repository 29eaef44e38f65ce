using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LocalHost.SampleApp.Monitor;

/// <summary>
/// An eternal orchestration: it looks, waits and begins anew, with a short history each time. One instance for each folder, whose id says so.
/// It ends when it is terminated, or sees a file named <c>stop</c>.
/// </summary>
public static class FolderMonitor
{
    private const string StopFile = "stop";

    [Function(nameof(StartMonitor))]
    public static async Task<IActionResult> StartMonitor(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "monitors/{name}")] HttpRequest request, string name, [FromBody] Watch watch, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        try
        {
            string id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(MonitorFolder), watch, new StartOrchestrationOptions("monitor-" + name), cancellationToken);
            return new AcceptedResult((string?)null, client.CreateHttpManagementPayload(id));
        }
        catch (OrchestrationAlreadyExistsException)
        {
            return new ConflictObjectResult("It is watched already.");
        }
    }

    [Function(nameof(MonitorFolder))]
    public static async Task<int> MonitorFolder([OrchestrationTrigger] TaskOrchestrationContext context, Watch watch)
    {
        string[] files = await context.CallActivityAsync<string[]>(nameof(ListFiles), watch.Folder);
        context.SetCustomStatus(new { files = files.Length, rounds = watch.Seen + 1 });
        if (files.Contains(StopFile))
            return files.Length;
        await context.CreateTimer(TimeSpan.FromSeconds(watch.EverySeconds), CancellationToken.None);
        context.ContinueAsNew(watch with { Seen = watch.Seen + 1 });
        return files.Length;
    }

    [Function(nameof(ListFiles))]
    public static string[] ListFiles([ActivityTrigger] string folder) =>
        Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : [];
}
