using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace LocalHost.SampleApp;

public sealed partial class TimingMiddleware(ILogger<TimingMiddleware> logger) : IFunctionsWorkerMiddleware
{
    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        long started = Stopwatch.GetTimestamp();
        await next(context);
        Took(logger, context.FunctionDefinition.Name, Stopwatch.GetElapsedTime(started));
    }

    [LoggerMessage(1, LogLevel.Debug, "{Function} took {Elapsed}")]
    private static partial void Took(ILogger logger, string function, TimeSpan elapsed);
}
