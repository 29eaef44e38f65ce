using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LocalHost.Tests.Functions.Apps;

/// <summary>A function of each level, and one that hands out links.</summary>
public static class GuardedFunctions
{
    [Function("Open")]
    public static string Open([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "open";

    [Function("Guarded")]
    public static string Guarded([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => "guarded";

    [Function("Other")]
    public static string Other([HttpTrigger("get")] HttpRequest request) => "other";

    [Function("ForAdmins")]
    public static string ForAdmins([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) => "for admins";

    [Function("Begin")]
    public static async Task<IActionResult> Begin([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request, [DurableClient] DurableTaskClient client) =>
        new OkObjectResult(client.CreateHttpManagementPayload(await client.ScheduleNewOrchestrationInstanceAsync("WaitForWord")));

    [Function("WaitForWord")]
    public static Task<string?> WaitForWord([OrchestrationTrigger] TaskOrchestrationContext context) => context.WaitForExternalEvent<string>("Word");
}
