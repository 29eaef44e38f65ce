using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalHost.Management;

/// <summary>The HTTP management API of durable orchestrations, as tools written for Durable Functions know it.</summary>
public static class DurableTaskManagementEndpoints
{
    /// <summary>Where the routes live.</summary>
    internal const string BasePath = "/runtime/webhooks/durabletask";

    /// <summary>
    /// Adds the routes under <c>/runtime/webhooks/durabletask</c>. They answer whoever reaches them: put them behind a key, or
    /// listen on loopback only.
    /// </summary>
    /// <param name="endpoints">Where the routes are added.</param>
    public static IEndpointRouteBuilder MapDurableTaskManagement(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var routes = endpoints.MapGroup(BasePath).AddEndpointFilter<ManagementErrorFilter>();
        routes.MapPost("/orchestrators/{functionName}/{instanceId?}", StartEndpoints.StartAsync);
        routes.MapGet("/instances", StatusEndpoints.ListAsync);
        routes.MapGet("/instances/{instanceId}", StatusEndpoints.GetAsync);
        routes.MapDelete("/instances", PurgeEndpoints.PurgeManyAsync);
        routes.MapDelete("/instances/{instanceId}", PurgeEndpoints.PurgeAsync);
        routes.MapPost("/instances/{instanceId}/raiseEvent/{eventName}", CommandEndpoints.RaiseEventAsync);
        routes.MapPost("/instances/{instanceId}/terminate", CommandEndpoints.TerminateAsync);
        routes.MapPost("/instances/{instanceId}/suspend", CommandEndpoints.SuspendAsync);
        routes.MapPost("/instances/{instanceId}/resume", CommandEndpoints.ResumeAsync);
        routes.MapPost("/instances/{instanceId}/rewind", CommandEndpoints.RewindAsync);
        routes.MapPost("/instances/{instanceId}/restart", StartEndpoints.RestartAsync);
        routes.MapGet("/deadletters", DeadLetterEndpoints.ListAsync);
        routes.MapPost("/deadletters/{id:long}/replay", DeadLetterEndpoints.ReplayAsync);
        routes.Map("/{**rest}", static () => Results.NotFound());
        return endpoints;
    }
}
