using System.Globalization;
using LocalHost.Functions.Http;
using LocalHost.Management;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using Npgsql;

namespace LocalHost.Functions.Keys;

/// <summary>
/// Lets through who presents a key that opens the address. Others are answered 401 without a word, and 429 when they are many; a valid key is
/// let through even then, because behind a proxy all callers may share one address.
/// </summary>
internal sealed class KeyMiddleware(RequestDelegate next, KeyRing keys, LinkCodes links, FailedAttempts failures, ILogger<KeyMiddleware> logger)
{
    public const string HeaderName = "x-functions-key";
    public const string QueryName = "code";

    private const string RetryWithoutKeys = "5";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<KeyRequirement>() is not { } requirement)
        {
            await next(context);
            return;
        }

        string presented = Presented(context.Request);
        KeySet current;
        try
        {
            current = await keys.CurrentAsync(context.RequestAborted);
        }
        catch (NpgsqlException exception)
        {
            KeyLog.Unavailable(logger, exception);
            await ProblemResponse.WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable, "keys_unavailable", "Not available", "The host cannot check keys now.", "Try again.", RetryWithoutKeys);
            return;
        }

        bool opens = current.Opens(requirement, KeyHash.Of(presented));
        if (!opens && endpoint.Metadata.GetMetadata<InstanceRoute>() is not null)
            opens = links.Opens(current, presented, (string)context.GetRouteValue(InstanceRoute.Parameter)!);
        await (opens ? next(context) : RefuseAsync(context, endpoint));
    }

    private Task RefuseAsync(HttpContext context, Endpoint endpoint)
    {
        if (failures.Add(context.Connection.RemoteIpAddress) is not { } told)
        {
            KeyLog.Refused(logger, endpoint.DisplayName);
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        }

        if (told.IsFirst)
            KeyLog.TooMany(logger);
        string seconds = Math.Max(1, (int)Math.Ceiling(told.Wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        return ProblemResponse.WriteAsync(
            context, StatusCodes.Status429TooManyRequests, "too_many_failures", "Too many requests", "Too many requests came without a valid key.", "Wait, and send a valid key.", seconds);
    }

    /// <summary>The header, else the query; empty when there is none or there are several.</summary>
    private static string Presented(HttpRequest request)
    {
        StringValues given = request.Headers[HeaderName] is { Count: > 0 } header ? header : request.Query[QueryName];
        return given.Count == 1 ? given[0] ?? "" : "";
    }
}
