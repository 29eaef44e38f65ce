using Microsoft.AspNetCore.Routing;

namespace LocalHost.Management;

/// <summary>The HTTP management API of durable orchestrations.</summary>
public static class DurableTaskManagementEndpoints
{
    /// <summary>Adds the routes under <c>/runtime/webhooks/durabletask</c>.</summary>
    public static IEndpointRouteBuilder MapDurableTaskManagement(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints;
    }
}
