using System.Net;
using LocalHost.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace LocalHost.Functions.Http;

/// <summary>
/// Takes away the headers by which App Service tells a function who is signed in, as App Service does with what comes from outside. A trusted
/// proxy may send them.
/// </summary>
internal sealed class SignedInMiddleware(RequestDelegate next, HostSettings settings)
{
    private const string Prefix = "X-MS-CLIENT-PRINCIPAL";

    public Task InvokeAsync(HttpContext context)
    {
        if (!IsTrusted(context.Connection.RemoteIpAddress))
        {
            foreach (string name in context.Request.Headers.Keys.Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).ToList())
                context.Request.Headers.Remove(name);
        }

        return next(context);
    }

    private bool IsTrusted(IPAddress? caller) =>
        caller is not null && settings.TrustedProxies.Contains(caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller);
}
