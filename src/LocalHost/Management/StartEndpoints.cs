using System.Globalization;
using LocalHost.DurableTask;
using LocalHost.DurableTask.Client;
using LocalHost.Engine;
using Microsoft.AspNetCore.Http;

namespace LocalHost.Management;

/// <summary>Starts instances, on request waiting a while for their end.</summary>
internal static class StartEndpoints
{
    private const string RetryAfter = "10";

    public static async Task<IResult> StartAsync(
        HttpContext http,
        DurableTaskClient client,
        ITaskCatalog catalog,
        string functionName,
        string? instanceId)
    {
        if (!catalog.HasOrchestrator(functionName))
        {
            return ManagementErrorFilter.Bad($"The function '{functionName}' doesn't exist, is disabled, or is not an orchestrator function.");
        }

        var input = await RawJson.ReadAsync(http.Request.Body, http.RequestAborted);
        try
        {
            var id = await client.ScheduleNewOrchestrationInstanceAsync(functionName, input, new StartOrchestrationOptions(instanceId), http.RequestAborted);
            return await AnswerAsync(http, client, id);
        }
        catch (OrchestrationAlreadyExistsException exception)
        {
            return Results.Json(new { exception.Message }, ManagementJson.AsDeclared, statusCode: StatusCodes.Status500InternalServerError);
        }
    }

    public static async Task<IResult> RestartAsync(HttpContext http, DurableTaskClient client, string instanceId, bool? restartWithNewInstanceId)
    {
        if (await client.GetInstanceAsync(instanceId, http.RequestAborted) is null)
        {
            return ManagementErrorFilter.Bad("InstanceId does not match a valid orchestration instance.");
        }

        try
        {
            return await AnswerAsync(http, client, await client.RestartAsync(instanceId, restartWithNewInstanceId ?? true, http.RequestAborted));
        }
        catch (OrchestrationAlreadyExistsException exception)
        {
            return ManagementErrorFilter.Bad(exception.Message);
        }
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, DurableTaskClient client, string instanceId)
    {
        var links = ManagementLinks.For(http.Request, instanceId);
        if (Seconds(http.Request, "timeout") is { } timeout && Seconds(http.Request, "pollingInterval") is not null
            && await EndAsync(client, instanceId, timeout, http.RequestAborted) is { } instance)
        {
            return instance.RuntimeStatus == OrchestrationRuntimeStatus.Completed
                ? Results.Json(ManagementJson.Embed(instance.SerializedOutput))
                : Results.Json(InstanceStatus.From(instance, showInput: true));
        }

        http.Response.Headers.Location = links.StatusQueryGetUri;
        http.Response.Headers.RetryAfter = RetryAfter;
        return Results.Json(links, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<OrchestrationMetadata?> EndAsync(DurableTaskClient client, string instanceId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            return await client.WaitForInstanceCompletionAsync(instanceId, getInputsAndOutputs: true, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static TimeSpan? Seconds(HttpRequest request, string name) =>
        double.TryParse(request.Query[name].FirstOrDefault(), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 86400
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
