using System.Threading.RateLimiting;
using LocalHost.Functions.Discovery;
using LocalHost.Functions.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Http;

/// <summary>Answers requests with HTTP functions.</summary>
internal sealed class HttpFunctionHandler(FunctionPipeline pipeline, RequestGate gate, HostSettings settings, TimeProvider time, ILogger<HttpFunctionHandler> logger)
{
    private const string TimeoutSetting = "LocalHost:Http:RequestSeconds";

    // How long a function that was asked to end may take to do so before its caller is answered for it.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    public async Task HandleAsync(FunctionDescriptor function, HttpContext http)
    {
        using RateLimitLease place = await gate.EnterAsync(http.RequestAborted);
        if (!place.IsAcquired)
        {
            await ProblemResponse.WriteTooBusyAsync(http);
            return;
        }

        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        await using FunctionInvocation invocation = pipeline.Begin(function, new InvocationTrigger { Http = http }, limit.Token);
        try
        {
            http.RequestServices = new InvocationServices(invocation);
            Task<object?> running = pipeline.RunAsync(invocation);
            if (!await EndsInTimeAsync(running, limit))
            {
                await AnswerForAsync(http, invocation, running);
                return;
            }

            object? result = await running;
            if (result is not null || function.ResultType != typeof(void))
                await WriteAsync(http, result);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone; nobody is left to answer.
            http.Abort();
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            HostLog.RequestTimedOut(logger, function.Name, invocation.InvocationId, settings.Http.RequestTimeout.TotalSeconds);
            await ProblemResponse.WriteTimeoutAsync(http, TimeoutSetting);
        }
        catch (FunctionTimeoutException)
        {
            await ProblemResponse.WriteTimeoutAsync(http, FunctionTimeoutException.Setting);
        }
        catch (Exception exception) when (exception is not BadHttpRequestException)
        {
            HostLog.HttpFunctionFailed(logger, exception, function.Name, invocation.InvocationId);
            await ProblemResponse.WriteInternalErrorAsync(http);
        }
    }

    /// <summary>Whether the function ends within the time limit, or soon after it was asked to.</summary>
    private async Task<bool> EndsInTimeAsync(Task running, CancellationTokenSource limit)
    {
        if (running.IsCompleted || settings.Http.RequestTimeout == TimeSpan.Zero)
            return true;
        if (await EndsWithinAsync(running, settings.Http.RequestTimeout))
            return true;
        await limit.CancelAsync();
        return await EndsWithinAsync(running, Grace);
    }

    private async Task<bool> EndsWithinAsync(Task running, TimeSpan duration)
    {
        using CancellationTokenSource ended = new();
        Task first = await Task.WhenAny(running, Task.Delay(duration, time, ended.Token));
        await ended.CancelAsync();
        return first == running;
    }

    /// <summary>Answers for a function that does not heed its token, and waits for its end: until then it uses the request.</summary>
    private async Task AnswerForAsync(HttpContext http, FunctionInvocation invocation, Task running)
    {
        HostLog.RequestTimedOut(logger, invocation.Function.Name, invocation.InvocationId, settings.Http.RequestTimeout.TotalSeconds);
        await ProblemResponse.WriteTimeoutAsync(http, TimeoutSetting);
        try
        {
            await http.Response.CompleteAsync();
            await running;
        }
        catch (Exception exception)
        {
            HostLog.FailedAfterAnswer(logger, exception, invocation.Function.Name, invocation.InvocationId);
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
