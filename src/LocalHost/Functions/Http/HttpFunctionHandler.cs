using LocalHost.Functions.Discovery;
using LocalHost.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Http;

/// <summary>Answers requests with HTTP functions.</summary>
internal sealed class HttpFunctionHandler(FunctionPipeline pipeline, ILogger<HttpFunctionHandler> logger)
{
    public async Task HandleAsync(FunctionDescriptor function, HttpContext http)
    {
        await using FunctionInvocation invocation = pipeline.Begin(function, new InvocationTrigger { Http = http }, http.RequestAborted);
        try
        {
            http.RequestServices = new InvocationServices(invocation);
            object? result = await pipeline.RunAsync(invocation);
            if (result is not null || function.ResultType != typeof(void))
                await WriteAsync(http, result);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody is left to answer.
            http.Abort();
        }
        catch (Exception exception) when (exception is not BadHttpRequestException)
        {
            HostLog.HttpFunctionFailed(logger, exception, function.Name, invocation.InvocationId);
            await ProblemResponse.WriteInternalErrorAsync(http);
        }
    }

    private static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        IResult minimal => minimal.ExecuteAsync(http),
        IActionResult action => ExecuteAsync(http, action),
        null => ExecuteAsync(http, new NoContentResult()),
        string text => ExecuteAsync(http, new ContentResult { Content = text, ContentType = "text/plain; charset=utf-8" }),
        _ => ExecuteAsync(http, new ObjectResult(result)),
    };

    private static Task ExecuteAsync(HttpContext http, IActionResult result) =>
        result.ExecuteResultAsync(new ActionContext(http, http.GetRouteData(), new ActionDescriptor()));

    /// <summary>Lets results find services in the run's scope, which is made only if they ask.</summary>
    private sealed class InvocationServices(FunctionInvocation invocation) : IServiceProvider
    {
        public object? GetService(Type serviceType) => invocation.InstanceServices.GetService(serviceType);
    }
}
