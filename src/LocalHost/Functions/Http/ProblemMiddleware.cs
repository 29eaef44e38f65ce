using LocalHost.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Http;

/// <summary>Turns what no function answers, and what fails around them, into problem details.</summary>
internal sealed class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException exception)
        {
            await ProblemResponse.WriteBadRequestAsync(context, exception);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (Exception exception)
        {
            HostLog.RequestFailed(logger, exception);
            await ProblemResponse.WriteInternalErrorAsync(context);
        }

        if (context.Response.HasStarted || context.GetEndpoint() is { } endpoint && !IsWrongMethod(endpoint))
            return;
        if (context.Response.StatusCode == StatusCodes.Status404NotFound)
            await ProblemResponse.WriteNotFoundAsync(context);
        else if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            await ProblemResponse.WriteMethodNotAllowedAsync(context);
    }

    /// <summary>Routing answers a known address with an unknown method by an endpoint of its own, which is no route.</summary>
    private static bool IsWrongMethod(Endpoint endpoint) => endpoint is not Microsoft.AspNetCore.Routing.RouteEndpoint;
}
