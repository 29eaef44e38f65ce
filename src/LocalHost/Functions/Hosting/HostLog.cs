using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Hosting;

/// <summary>The log lines of the host: event ids 2000 to 2099.</summary>
internal static partial class HostLog
{
    [LoggerMessage(2000, LogLevel.Information, "Listening on {Address}: {Http} HTTP functions, {Timers} timers, {Orchestrators} orchestrators, {Activities} activities.")]
    public static partial void Listening(ILogger logger, string address, int http, int timers, int orchestrators, int activities);

    [LoggerMessage(2001, LogLevel.Error, "The HTTP function '{Function}' failed (invocation {InvocationId}).")]
    public static partial void HttpFunctionFailed(ILogger logger, Exception exception, string function, string invocationId);

    [LoggerMessage(2002, LogLevel.Error, "A request failed outside a function.")]
    public static partial void RequestFailed(ILogger logger, Exception exception);

    [LoggerMessage(2003, LogLevel.Debug, "What led to the failed start.")]
    public static partial void StartFailed(ILogger logger, Exception exception);

    [LoggerMessage(2004, LogLevel.Debug, "Stopping after a failed start met another failure.")]
    public static partial void StopAfterFailureFailed(ILogger logger, Exception exception);

    [LoggerMessage(2005, LogLevel.Information, "Stopping: no new work is taken, running work ends.")]
    public static partial void Stopping(ILogger logger);

    [LoggerMessage(2006, LogLevel.Information, "Stopped.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(2007, LogLevel.Warning, "{Warning}")]
    public static partial void HostFileWarning(ILogger logger, string warning);

    [LoggerMessage(2008, LogLevel.Warning, "The HTTP function '{Function}' was answered for after {Seconds} s and is asked to end (invocation {InvocationId}).")]
    public static partial void RequestTimedOut(ILogger logger, string function, string invocationId, double seconds);

    [LoggerMessage(2009, LogLevel.Error, "The function '{Function}' runs longer than functionTimeout of host.json ({Timeout}) and is asked to end (invocation {InvocationId}).")]
    public static partial void FunctionTimedOut(ILogger logger, string function, string invocationId, TimeSpan timeout);

    [LoggerMessage(2010, LogLevel.Warning, "The HTTP function '{Function}' failed after its caller was answered (invocation {InvocationId}).")]
    public static partial void FailedAfterAnswer(ILogger logger, Exception exception, string function, string invocationId);

    [LoggerMessage(2011, LogLevel.Warning, "Asked again to stop: running work is cut short.")]
    public static partial void StoppingAtOnce(ILogger logger);
}
