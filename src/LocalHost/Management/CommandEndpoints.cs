using LocalHost.DurableTask.Client;
using Microsoft.AspNetCore.Http;

namespace LocalHost.Management;

/// <summary>Steers instances. 404 for an unknown one, 410 for one that is finished.</summary>
internal static class CommandEndpoints
{
    public static async Task<IResult> RaiseEventAsync(HttpContext http, DurableTaskClient client, string instanceId, string eventName)
    {
        if (!http.Request.HasJsonContentType())
        {
            return ManagementErrorFilter.Bad("Only application/json request content is supported");
        }

        var payload = await RawJson.ReadAsync(http.Request.Body, http.RequestAborted);
        return await WhenAliveAsync(http, client, instanceId, () => client.RaiseEventAsync(instanceId, eventName, payload, http.RequestAborted));
    }

    public static Task<IResult> TerminateAsync(HttpContext http, DurableTaskClient client, string instanceId, string? reason) =>
        WhenAliveAsync(http, client, instanceId, () => client.TerminateInstanceAsync(instanceId, new TerminateInstanceOptions(reason), http.RequestAborted));

    public static Task<IResult> SuspendAsync(HttpContext http, DurableTaskClient client, string instanceId, string? reason) =>
        WhenAliveAsync(http, client, instanceId, () => client.SuspendInstanceAsync(instanceId, reason, http.RequestAborted));

    public static Task<IResult> ResumeAsync(HttpContext http, DurableTaskClient client, string instanceId, string? reason) =>
        WhenAliveAsync(http, client, instanceId, () => client.ResumeInstanceAsync(instanceId, reason, http.RequestAborted));

    public static async Task<IResult> RewindAsync(HttpContext http, DurableTaskClient client, string instanceId, string? reason)
    {
        var instance = await client.GetInstanceAsync(instanceId, http.RequestAborted);
        if (instance is null)
        {
            return Results.NotFound();
        }

        if (instance.IsCompleted && instance.RuntimeStatus != OrchestrationRuntimeStatus.Failed)
        {
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        try
        {
            await client.RewindInstanceAsync(instanceId, reason ?? string.Empty, http.RequestAborted);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (InvalidOperationException exception)
        {
            return ManagementErrorFilter.Bad(exception.Message);
        }
    }

    private static async Task<IResult> WhenAliveAsync(HttpContext http, DurableTaskClient client, string instanceId, Func<Task> command)
    {
        var instance = await client.GetInstanceAsync(instanceId, http.RequestAborted);
        if (instance is null)
        {
            return Results.NotFound();
        }

        if (instance.IsCompleted)
        {
            return Results.StatusCode(StatusCodes.Status410Gone);
        }

        try
        {
            await command();
            return Results.StatusCode(StatusCodes.Status202Accepted);
        }
        catch (InvalidOperationException)
        {
            // It finished between the look and the command.
            return Results.StatusCode(StatusCodes.Status410Gone);
        }
    }
}
