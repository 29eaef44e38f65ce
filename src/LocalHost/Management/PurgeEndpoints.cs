using LocalHost.DurableTask.Client;
using Microsoft.AspNetCore.Http;

namespace LocalHost.Management;

/// <summary>Removes finished instances.</summary>
internal static class PurgeEndpoints
{
    public static async Task<IResult> PurgeAsync(HttpContext http, DurableTaskClient client, string instanceId) =>
        Answer(await client.PurgeInstanceAsync(instanceId, http.RequestAborted));

    public static async Task<IResult> PurgeManyAsync(HttpContext http, DurableTaskClient client)
    {
        if (StatusEndpoints.Time(http.Request.Query["createdTimeFrom"]) is not { } from)
        {
            return ManagementErrorFilter.Bad("Please provide value for 'createdTimeFrom' parameter.");
        }

        var filter = new PurgeInstancesFilter(
            from,
            StatusEndpoints.Time(http.Request.Query["createdTimeTo"]),
            StatusEndpoints.Statuses(http.Request.Query["runtimeStatus"]));
        return Answer(await client.PurgeAllInstancesAsync(filter, http.RequestAborted));
    }

    private static IResult Answer(PurgeResult result) =>
        result.PurgedInstanceCount == 0 ? Results.NotFound() : Results.Json(new { instancesDeleted = result.PurgedInstanceCount });
}
