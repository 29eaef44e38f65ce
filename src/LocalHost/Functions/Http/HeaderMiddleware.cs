using LocalHost.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace LocalHost.Functions.Http;

/// <summary>
/// Adds headers that keep browsers from guessing content types and from telling other sites an address, which may hold a key; and those of
/// host.json, which win. What a function sets itself stays.
/// </summary>
internal sealed class HeaderMiddleware(RequestDelegate next, HostFile file)
{
    private readonly KeyValuePair<string, string>[] _headers =
    [
        .. new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["X-Content-Type-Options"] = "nosniff",
            ["Referrer-Policy"] = "no-referrer",
        }.Where(header => !file.Http.CustomHeaders.Keys.Contains(header.Key, StringComparer.OrdinalIgnoreCase)),
        .. file.Http.CustomHeaders,
    ];

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() =>
        {
            foreach (KeyValuePair<string, string> header in _headers)
                context.Response.Headers.TryAdd(header.Key, header.Value);
            if (context.Request.IsHttps && file.Http.StrictTransportSecurity is { } strict)
                context.Response.Headers.StrictTransportSecurity = strict;
            return Task.CompletedTask;
        });
        return next(context);
    }
}
