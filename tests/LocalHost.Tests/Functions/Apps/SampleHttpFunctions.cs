using LocalHost.Functions;
using LocalHost.Functions.Builder;
using LocalHost.Functions.Middleware;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHost.Tests.Functions.Apps;

public sealed record Greeting(string Name, int Times);

public sealed class Visit : IDisposable
{
    public static int Disposed;

    public Guid Id { get; } = Guid.NewGuid();

    public void Dispose() => Interlocked.Increment(ref Disposed);
}

public sealed class StampMiddleware : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        context.Items["stamp"] = "stamped " + context.FunctionDefinition.Name;
        await next(context);
        if (context.GetHttpContext() is { } http && context.GetInvocationResult().Value is string text && http.Request.Headers.ContainsKey("x-shout"))
            context.GetInvocationResult().Value = text.ToUpperInvariant();
    }
}

public sealed class SampleHttpFunctions(Visit visit)
{
    public static void AddTo(FunctionsApplicationBuilder builder)
    {
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<StampMiddleware>();
        builder.Services.AddScoped<Visit>();
    }

    [Function("Plain")]
    public static string Plain([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => "plain " + request.Query["q"];

    [Function("Typed")]
    public static IActionResult Typed(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/typed/{name}/{number:int}/{id:guid}/{day?}")] HttpRequest request,
        string name, int number, Guid id, DayOfWeek? day, CancellationToken cancellationToken) =>
        new OkObjectResult(new { name, number, id, day = day?.ToString(), cancellable = cancellationToken.CanBeCanceled });

    [Function("Unconstrained")]
    public static IActionResult Unconstrained([HttpTrigger("get", Route = "v1/number/{number}")] HttpRequest request, long number) => new OkObjectResult(number);

    [Function("Rest")]
    public static string Rest([HttpTrigger("get", Route = "v1/rest/{*path}")] HttpRequest request, string? path) => path ?? "(none)";

    [Function("GetThing")]
    public static IActionResult GetThing([HttpTrigger("get", Route = "v1/things/{id}")] HttpRequest request, string id) => new OkObjectResult("got " + id);

    [Function("PutThing")]
    public static IActionResult PutThing([HttpTrigger("put", Route = "v1/things/{id}")] HttpRequest request, string id) => new CreatedResult("/elsewhere", null);

    [Function("Body")]
    public static async Task<IActionResult> Body([HttpTrigger("post")] HttpRequest request, [LocalHost.Functions.Http.FromBody] Greeting greeting)
    {
        await Task.Yield();
        return new OkObjectResult(greeting with { Times = greeting.Times + 1 });
    }

    [Function("Minimal")]
    public static IResult Minimal([HttpTrigger("get")] HttpRequest request) => TypedResults.Accepted("/there", new { state = "working" });

    [Function("Poco")]
    public static ValueTask<Greeting> Poco([HttpTrigger("get")] HttpRequest request) => ValueTask.FromResult(new Greeting("you", 2));

    [Function("Nothing")]
    public static async Task Nothing([HttpTrigger("get")] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = StatusCodes.Status418ImATeapot;
        await request.HttpContext.Response.WriteAsync("by hand");
    }

    [Function("Null")]
    public static IActionResult? Null([HttpTrigger("get")] HttpRequest request) => null;

    [Function("Fails")]
    public static Task<IActionResult> Fails([HttpTrigger("get")] HttpRequest request) => throw new InvalidOperationException("a secret detail");

    [Function("Count")]
    public static async Task<IActionResult> Count([HttpTrigger("post")] HttpRequest request)
    {
        long total = 0;
        byte[] buffer = new byte[8192];
        for (int read; (read = await request.Body.ReadAsync(buffer)) > 0;)
            total += read;
        return new OkObjectResult(total);
    }

    [Function("Instance")]
    public string Instance([HttpTrigger("get")] HttpRequest request, FunctionContext context)
    {
        bool same = ReferenceEquals(visit, context.InstanceServices.GetRequiredService<Visit>());
        return $"{visit.Id} {same} {context.Items["stamp"]} {context.InvocationId.Length}";
    }
}
