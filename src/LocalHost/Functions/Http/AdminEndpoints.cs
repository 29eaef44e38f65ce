using LocalHost.Functions.Discovery;
using LocalHost.Functions.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LocalHost.Functions.Http;

/// <summary>The host's own address to set off a timer by hand: <c>POST /admin/functions/{name}</c>.</summary>
internal static class AdminEndpoints
{
    public static void MapAdmin(this IEndpointRouteBuilder endpoints, FunctionCatalog catalog, TimerService timers) =>
        endpoints.MapPost("admin/functions/{name}", (RequestDelegate)(context => RunNowAsync(context, catalog, timers)));

    private static Task RunNowAsync(HttpContext context, FunctionCatalog catalog, TimerService timers)
    {
        string name = (string)context.GetRouteValue("name")!;
        if (timers.TryRunNow(name))
        {
            context.Response.StatusCode = StatusCodes.Status202Accepted;
            return Task.CompletedTask;
        }

        return catalog.Find(name) is null
            ? ProblemResponse.WriteAsync(context, StatusCodes.Status404NotFound, "function_not_found", "Not found", "There is no function of this name.", "Check the name.")
            : ProblemResponse.WriteAsync(
                context, StatusCodes.Status400BadRequest, "not_a_timer", "Bad request", "Only timers that are not disabled can be set off by hand.", "Call HTTP functions at their own address.");
    }
}
