namespace LocalHost.Functions;

/// <summary>A function was asked to end because it ran too long, and did.</summary>
public sealed class FunctionTimeoutException : Exception
{
    internal const string Setting = "functionTimeout of host.json";

    internal FunctionTimeoutException(string function, TimeSpan timeout, Exception innerException)
        : base($"function_timeout: The function '{function}' ran longer than {timeout:c} and was stopped. Let it do less at a time, or raise {Setting}.", innerException)
    {
        Function = function;
        Timeout = timeout;
    }

    /// <summary>The function's name.</summary>
    public string Function { get; }

    /// <summary>How long it may run.</summary>
    public TimeSpan Timeout { get; }
}
