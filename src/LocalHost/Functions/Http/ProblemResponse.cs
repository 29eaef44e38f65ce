using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace LocalHost.Functions.Http;

/// <summary>Writes errors of the host itself as RFC 9457 problem details with code, cause and next step.</summary>
internal static class ProblemResponse
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static Task WriteInternalErrorAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status500InternalServerError, "internal_error", "Internal error", "Something failed that should not have.", "Try again; if it fails again, the host's log tells more.");

    public static Task WriteNotFoundAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status404NotFound, "not_found", "Not found", "Nothing answers at this address.", "Check the path; it begins with the route prefix of host.json.");

    public static Task WriteMethodNotAllowedAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status405MethodNotAllowed, "method_not_allowed", "Method not allowed", "This address does not accept this method.", "Use one of the methods in the Allow header.");

    public static Task WriteBadRequestAsync(HttpContext context, BadHttpRequestException exception) =>
        exception.StatusCode switch
        {
            StatusCodes.Status413PayloadTooLarge => WriteAsync(
                context, exception.StatusCode, "request_too_large", "Request too large", "The body is larger than this host accepts.", "Send a smaller body, or raise LocalHost:MaxRequestBodyBytes."),
            StatusCodes.Status408RequestTimeout => WriteAsync(
                context, exception.StatusCode, "request_too_slow", "Request too slow", "The body came too slowly.", "Send it faster, or lower LocalHost:Http:MinBytesPerSecond."),
            _ => WriteAsync(context, exception.StatusCode, "bad_request", "Bad request", exception.Message, "Correct the request and send it again."),
        };

    public static Task WriteTimeoutAsync(HttpContext context, string setting) => WriteAsync(
        context, StatusCodes.Status504GatewayTimeout, "request_timeout", "Time limit", "The function took longer than a request may.",
        $"Start long work as an orchestration and ask for its state, or raise {setting}.");

    public static Task WriteTooBusyAsync(HttpContext context) => WriteAsync(
        context, StatusCodes.Status429TooManyRequests, "too_busy", "Too many requests", "As many requests run and wait as this host accepts.",
        "Try again, or raise maxConcurrentRequests and maxOutstandingRequests in extensions.http of host.json.", retryAfter: "1");

    /// <summary>Writes the problem, with the seconds after which to try again if any, or breaks the connection when a part of another answer has gone out already.</summary>
    public static async Task WriteAsync(HttpContext context, int status, string code, string title, string reason, string nextStep, string? retryAfter = null)
    {
        if (context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        string? allow = context.Response.Headers.Allow;
        context.Response.Clear();
        if (allow is not null)
            context.Response.Headers.Allow = allow;
        if (retryAfter is not null)
            context.Response.Headers.RetryAfter = retryAfter;
        context.Response.StatusCode = status;
        if (HttpMethods.IsHead(context.Request.Method))
            return;
        Problem problem = new("about:blank", title, status, reason, code, reason, nextStep);
        await context.Response.WriteAsJsonAsync(problem, Json, "application/problem+json", context.RequestAborted);
    }

    private sealed record Problem(string Type, string Title, int Status, string Detail, string Code, string Cause, string NextStep);
}
