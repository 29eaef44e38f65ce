using System.Collections.Concurrent;
using LocalHost.DurableTask;
using LocalHost.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace LocalHost.Tests.Functions.Apps;

/// <summary>Where the functions of one test wait until they are released.</summary>
public sealed class Gate
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<string> Entered { get; } = [];

    public ConcurrentQueue<string> Left { get; } = [];

    public void Open() => _open.TrySetResult();

    public async Task PassAsync(string name, CancellationToken cancellationToken = default)
    {
        Entered.Enqueue(name);
        await _open.Task.WaitAsync(cancellationToken);
        Left.Enqueue(name);
    }

    public void PassAndBlock(string name)
    {
        Entered.Enqueue(name);
        ((IAsyncResult)_open.Task).AsyncWaitHandle.WaitOne();
        Left.Enqueue(name);
    }
}

public sealed class SlowFunctions(Gate gate)
{
    [Function("Heeds")]
    public async Task<string> Heeds([HttpTrigger("get")] HttpRequest request, CancellationToken cancellationToken)
    {
        await gate.PassAsync("Heeds", cancellationToken);
        return "done";
    }

    [Function("Ignores")]
    public async Task<string> Ignores([HttpTrigger("get")] HttpRequest request)
    {
        await gate.PassAsync("Ignores");
        return "done";
    }

    [Function("Scheme")]
    public static IActionResult Scheme([HttpTrigger("get")] HttpRequest request)
    {
        request.HttpContext.Response.Headers["X-Own"] = "mine";
        return new OkObjectResult($"{request.Scheme} {request.Host} {request.HttpContext.Connection.RemoteIpAddress}{request.Headers["X-MS-CLIENT-PRINCIPAL-NAME"]}");
    }

    [Function("SlowOrder")]
    public static Task<string> SlowOrder([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync<string>("SlowActivity");

    [Function("SlowActivity")]
    public async Task<string> SlowActivity([ActivityTrigger] string? input, CancellationToken cancellationToken)
    {
        await gate.PassAsync("SlowActivity", cancellationToken);
        return "active";
    }

    [Function("SlowStep")]
    public async Task<string> SlowStep([OrchestrationTrigger] TaskOrchestrationContext context)
    {
        if (!context.IsReplaying)
            gate.PassAndBlock("SlowStep");
        return await context.CallActivityAsync<string>("QuickActivity");
    }

    [Function("QuickActivity")]
    public static string QuickActivity([ActivityTrigger] string? input) => "quick";

    [Function("SlowTimer")]
    public Task SlowTimer([TimerTrigger("0 0 0 1 1 *")] TimerInfo timer, CancellationToken cancellationToken) => gate.PassAsync("SlowTimer", cancellationToken);
}
