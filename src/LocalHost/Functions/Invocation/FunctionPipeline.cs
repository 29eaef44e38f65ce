using LocalHost.Functions.Discovery;
using LocalHost.Functions.Middleware;

namespace LocalHost.Functions;

/// <summary>Runs functions: middleware, then parameters, then the method.</summary>
/// <param name="services">The host's services.</param>
/// <param name="middleware">What wraps every run, the outermost first.</param>
/// <param name="limit">How long a run may take.</param>
internal sealed class FunctionPipeline(
    IServiceProvider services, IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware, FunctionTimeLimit limit)
{
    private readonly FunctionExecutionDelegate _run =
        middleware.Reverse().Aggregate((FunctionExecutionDelegate)ExecuteAsync, (next, wrap) => wrap(next));

    public FunctionInvocation Begin(FunctionDescriptor function, InvocationTrigger trigger, CancellationToken cancellationToken)
    {
        FunctionDeadline? deadline = function.Kind == FunctionKind.Orchestration ? null : limit.Begin(cancellationToken);
        return new FunctionInvocation(function, trigger, services, deadline?.Token ?? cancellationToken) { Deadline = deadline };
    }

    /// <summary>
    /// Runs to the end and returns the result. For an orchestrator nothing is awaited before its own code; one that the engine drops leaves its
    /// scope, if it made one, to the garbage collector.
    /// </summary>
    public async Task<object?> RunAsync(FunctionInvocation invocation)
    {
        if (invocation.Deadline is { } deadline)
            await limit.RunAsync(invocation, deadline, () => _run(invocation));
        else
            await _run(invocation);
        return invocation.Result;
    }

    private static async Task ExecuteAsync(FunctionContext context)
    {
        FunctionInvocation invocation = (FunctionInvocation)context;
        FunctionDescriptor function = invocation.Function;
        object?[] arguments = new object?[function.Binders.Length];
        for (int i = 0; i < arguments.Length; i++)
            arguments[i] = await function.Binders[i](invocation);

        object? target = function.MakeTarget?.Invoke(invocation.InstanceServices, []);
        try
        {
            invocation.Result = await function.Method(target, arguments);
        }
        finally
        {
            if (target is IAsyncDisposable asyncDisposable)
                await asyncDisposable.DisposeAsync();
            else
                (target as IDisposable)?.Dispose();
        }
    }
}
