using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Timers;

/// <summary>The log lines of timers: event ids 2200 to 2299.</summary>
internal static partial class TimerLog
{
    [LoggerMessage(2200, LogLevel.Information, "Timer '{Function}' next ticks at {Next:O}.")]
    public static partial void Next(ILogger logger, string function, DateTimeOffset next);

    [LoggerMessage(2201, LogLevel.Information, "Timer '{Function}' makes good the tick of {Tick:O}.")]
    public static partial void PastDue(ILogger logger, string function, DateTimeOffset tick);

    [LoggerMessage(2202, LogLevel.Error, "The timer function '{Function}' failed.")]
    public static partial void Failed(ILogger logger, Exception exception, string function);

    [LoggerMessage(2203, LogLevel.Warning, "The timer function '{Function}' failed and is tried again in {Milliseconds} ms.")]
    public static partial void Retrying(ILogger logger, Exception exception, string function, long milliseconds);

    [LoggerMessage(2204, LogLevel.Warning, "Timer '{Function}' cannot reach the database and tries again.")]
    public static partial void DatabaseFailed(ILogger logger, Exception exception, string function);

    [LoggerMessage(2205, LogLevel.Information, "Timer '{Function}' has no further tick.")]
    public static partial void NoFurtherTick(ILogger logger, string function);

    [LoggerMessage(2206, LogLevel.Warning, "Timer '{Function}' passes over its missed ticks from {First:O} until before {Next:O}.")]
    public static partial void PassedOver(ILogger logger, string function, DateTimeOffset first, DateTimeOffset next);
}
