using LocalHost.Functions.Hosting;
using LocalHost.Management;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Functions.Http;

/// <summary>Makes the links of instances that functions hand out.</summary>
internal sealed class InstanceLinks(IHttpContextAccessor requests, IServer server, HostSettings settings, IServiceProvider services)
{
    public ManagementLinks For(string instanceId) => ManagementLinks.For(BaseUrl(), instanceId, services.GetService<IInstanceCodes>()?.For(instanceId));

    /// <summary>The address by which the present caller came; outside a request the one of the settings, else the one the host listens on.</summary>
    private string BaseUrl()
    {
        if (settings.PublicUrl is { } url)
            return url;
        return requests.HttpContext is { } context
            ? ManagementLinks.BaseUrl(context.Request)
            : server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? throw new InvalidOperationException("The host has not started.");
    }
}
