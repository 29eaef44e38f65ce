using System.Globalization;
using System.Text.Json.Nodes;
using LocalHost.DurableTask.Client;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LocalHost.Management;

/// <summary>Reads instances.</summary>
internal static class StatusEndpoints
{
    internal const string ContinuationHeader = "x-ms-continuation-token";

    public static async Task<IResult> GetAsync(
        HttpContext http,
        DurableTaskClient client,
        string instanceId,
        bool? showInput,
        bool? showHistory,
        bool? showHistoryOutput,
        bool? returnInternalServerErrorOnFailure)
    {
        var instance = await client.GetInstanceAsync(instanceId, getInputsAndOutputs: true, http.RequestAborted);
        if (instance is null)
        {
            return Results.NotFound();
        }

        var history = showHistory == true ? await client.GetOrchestrationHistoryAsync(instanceId, http.RequestAborted) : null;
        var status = InstanceStatus.From(instance, showInput ?? true, history, showHistoryOutput ?? false);
        if (!instance.IsCompleted)
        {
            http.Response.Headers.Location = $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}";
            http.Response.Headers.RetryAfter = "5";
            return Results.Json(status, statusCode: StatusCodes.Status202Accepted);
        }

        var failed = returnInternalServerErrorOnFailure == true && instance.RuntimeStatus == OrchestrationRuntimeStatus.Failed;
        return Results.Json(status, statusCode: failed ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK);
    }

    public static async Task<IResult> ListAsync(HttpContext http, DurableTaskClient client, bool? showInput, int? top)
    {
        var query = new OrchestrationQuery(
            CreatedFrom: Time(http.Request.Query["createdTimeFrom"]),
            CreatedTo: Time(http.Request.Query["createdTimeTo"]),
            Statuses: Statuses(http.Request.Query["runtimeStatus"]),
            InstanceIdPrefix: http.Request.Query["instanceIdPrefix"].FirstOrDefault(),
            PageSize: Math.Clamp(top ?? OrchestrationQuery.DefaultPageSize, 1, 1000),
            FetchInputsAndOutputs: true,
            ContinuationToken: http.Request.Headers[ContinuationHeader].FirstOrDefault());
        await foreach (var page in client.GetAllInstancesAsync(query).AsPages().WithCancellation(http.RequestAborted))
        {
            if (page.ContinuationToken is { } token)
            {
                http.Response.Headers[ContinuationHeader] = token;
            }

            return Results.Json(new JsonArray([.. page.Values.Select(instance => InstanceStatus.From(instance, showInput ?? true))]));
        }

        return Results.Json(new JsonArray());
    }

    /// <summary>States as a comma list or given several times; unknown ones are passed over, as the Functions host does.</summary>
    internal static List<OrchestrationRuntimeStatus>? Statuses(StringValues given)
    {
        var statuses = given
            .SelectMany(value => (value ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Select(name => Enum.TryParse<OrchestrationRuntimeStatus>(name, out var status) ? status : (OrchestrationRuntimeStatus?)null)
            .OfType<OrchestrationRuntimeStatus>()
            .ToList();
        return statuses.Count == 0 ? null : statuses;
    }

    /// <summary>A time of the query string, or null.</summary>
    internal static DateTimeOffset? Time(StringValues given) =>
        DateTimeOffset.TryParse(given.FirstOrDefault(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
