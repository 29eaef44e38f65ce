namespace LocalHost.Functions.Middleware;

/// <summary>Something that wraps every run of every function. It is a singleton; what a run needs is in the context.</summary>
public interface IFunctionsWorkerMiddleware
{
    /// <summary>Runs around the function.</summary>
    /// <param name="context">The run.</param>
    /// <param name="next">The rest of the pipeline.</param>
    Task Invoke(FunctionContext context, FunctionExecutionDelegate next);
}
