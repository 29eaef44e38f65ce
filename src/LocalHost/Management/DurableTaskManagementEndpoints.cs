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
    /// Adds the routes under <c>/runtime/webhooks/durabletask</c>. By themselves they answer whoever reaches them; a functions app puts them
    /// behind its keys.
    /// </summary>
    /// <param name="endpoints">Where the routes are added.</param>
    public static IEndpointRouteBuilder MapDurableTaskManagement(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var routes = endpoints.MapGroup(BasePath).AddEndpointFilter<ManagementErrorFilter>();
        routes.MapPost("/orchestrators/{functionName}/{instanceId?}", StartEndpoints.StartAsync);
        routes.MapGet("/instances", StatusEndpoints.ListAsync);
        routes.MapDelete("/instances", PurgeEndpoints.PurgeManyAsync);
        var instance = routes.MapGroup($"/instances/{{{InstanceRoute.Parameter}}}").WithMetadata(new InstanceRoute());
        instance.MapGet("", StatusEndpoints.GetAsync);
        instance.MapDelete("", PurgeEndpoints.PurgeAsync);
        instance.MapPost("/raiseEvent/{eventName}", CommandEndpoints.RaiseEventAsync);
        instance.MapPost("/terminate", CommandEndpoints.TerminateAsync);
        instance.MapPost("/suspend", CommandEndpoints.SuspendAsync);
        instance.MapPost("/resume", CommandEndpoints.ResumeAsync);
        instance.MapPost("/rewind", CommandEndpoints.RewindAsync);
        instance.MapPost("/restart", StartEndpoints.RestartAsync);
        routes.MapGet("/deadletters", DeadLetterEndpoints.ListAsync);
        routes.MapPost("/deadletters/{id:long}/replay", DeadLetterEndpoints.ReplayAsync);
        routes.Map("/{**rest}", static () => Results.NotFound());
        return endpoints;
    }
}
