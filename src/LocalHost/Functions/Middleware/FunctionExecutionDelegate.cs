namespace LocalHost.Functions.Middleware;

/// <summary>The rest of the pipeline.</summary>
/// <param name="context">The run.</param>
public delegate Task FunctionExecutionDelegate(FunctionContext context);
