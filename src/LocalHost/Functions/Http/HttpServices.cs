using LocalHost.Functions.Discovery;
using LocalHost.Functions.Hosting;
using LocalHost.Functions.Keys;
using LocalHost.Functions.Timers;
using LocalHost.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Http;

/// <summary>The HTTP side of the host: what a request passes, and what answers it.</summary>
internal static class HttpServices
{
    // Its lines hold whole addresses, and these may hold keys.
    private const string RequestLogCategory = "Microsoft.AspNetCore.Hosting.Diagnostics";

    public static void AddHttp(this IServiceCollection services, HostSettings settings)
    {
        services.AddRouting();
        services.AddMvcCore();
        services.AddHttpContextAccessor();
        services.AddHostFiltering(options =>
        {
            options.AllowedHosts = [.. settings.AllowedHosts];
            options.IncludeFailureMessage = false;
        });
        services.AddSingleton<RequestGate>();
        services.AddSingleton<HttpFunctionHandler>();
        services.AddSingleton<InstanceLinks>();
    }

    public static void AddKeys(this IServiceCollection services)
    {
        services.AddLogging(logging => logging.AddFilter(RequestLogCategory, LogLevel.Warning));
        services.AddSingleton<KeyStore>();
        services.AddSingleton<MasterKeyFile>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<KeyEndpoints>();
        services.AddSingleton<FailedAttempts>();
        services.AddSingleton<LinkCodes>();
        services.AddSingleton<IInstanceCodes>(provider => provider.GetRequiredService<LinkCodes>());
    }

    public static void UseHost(this WebApplication app, HostSettings settings)
    {
        app.UseMiddleware<SignedInMiddleware>();
        if (settings.TrustedProxies.Count > 0)
            app.UseForwardedHeaders(Forwarded(settings));
        app.UseMiddleware<HeaderMiddleware>();
        app.UseMiddleware<ProblemMiddleware>();
        if (settings.AllowedHosts.Count > 0)
            app.UseHostFiltering();
        app.UseRouting();
        if (settings.Keys.IsRequired)
            app.UseMiddleware<KeyMiddleware>();
    }

    public static void MapHost(this WebApplication app, FunctionCatalog catalog, string routePrefix)
    {
        app.MapFunctions(catalog, app.Services.GetRequiredService<HttpFunctionHandler>(), routePrefix);
        RouteGroupBuilder admin = app.MapGroup("").WithMetadata(KeyRequirement.Admin);
        admin.MapAdmin(catalog, app.Services.GetRequiredService<TimerService>());
        if (app.Services.GetService<KeyEndpoints>() is { } keys)
            keys.Map(admin);
        app.MapGroup("").WithMetadata(KeyRequirement.System).MapDurableTaskManagement();
    }

    private static ForwardedHeadersOptions Forwarded(HostSettings settings)
    {
        ForwardedHeadersOptions options = new() { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost };
        options.KnownIPNetworks.Clear();
        options.KnownProxies.Clear();
        foreach (System.Net.IPAddress proxy in settings.TrustedProxies)
            options.KnownProxies.Add(proxy);
        return options;
    }
}
