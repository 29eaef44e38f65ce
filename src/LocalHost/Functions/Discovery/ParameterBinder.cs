namespace LocalHost.Functions.Discovery;

/// <summary>Makes the value of one parameter for a run.</summary>
internal delegate ValueTask<object?> ParameterBinder(FunctionInvocation invocation);
