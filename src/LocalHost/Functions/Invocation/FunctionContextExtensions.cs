using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions;

/// <summary>What functions and middleware often ask a run for.</summary>
public static class FunctionContextExtensions
{
    /// <summary>The HTTP request and response of the run; null when HTTP did not trigger it.</summary>
    /// <param name="context">The run.</param>
    public static HttpContext? GetHttpContext(this FunctionContext context) => context.Features.Get<HttpContext>();

    /// <summary>What the run returned.</summary>
    /// <param name="context">The run.</param>
    public static InvocationResult GetInvocationResult(this FunctionContext context) =>
        new((FunctionInvocation)context);

    /// <summary>A logger for a category.</summary>
    /// <param name="context">The run.</param>
    /// <param name="categoryName">The category.</param>
    public static ILogger GetLogger(this FunctionContext context, string categoryName) =>
        context.InstanceServices.GetRequiredService<ILoggerFactory>().CreateLogger(categoryName);

    /// <summary>A logger for the category of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="context">The run.</param>
    public static ILogger<T> GetLogger<T>(this FunctionContext context) =>
        context.InstanceServices.GetRequiredService<ILogger<T>>();
}
