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
}
