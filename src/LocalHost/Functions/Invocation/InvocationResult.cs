namespace LocalHost.Functions;

/// <summary>What a run returned; middleware may read and replace it.</summary>
public sealed class InvocationResult
{
    private readonly FunctionInvocation _invocation;

    internal InvocationResult(FunctionInvocation invocation) => _invocation = invocation;

    /// <summary>The returned value; null before the function has run.</summary>
    public object? Value
    {
        get => _invocation.Result;
        set => _invocation.Result = value;
    }
}
