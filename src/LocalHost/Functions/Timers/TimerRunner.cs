using LocalHost.Functions.Discovery;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Timers;

/// <summary>Runs timer functions, with their retries.</summary>
internal sealed class TimerRunner(FunctionPipeline pipeline, TimeProvider time, ILogger<TimerRunner> logger)
{
    /// <summary>Runs the function until it succeeds or its retries are used up. A failure is logged, not thrown.</summary>
    /// <exception cref="OperationCanceledException">The host stops.</exception>
    public async Task RunAsync(FunctionDescriptor function, RetryDelays retries, TimerInfo info, CancellationToken cancellationToken)
    {
        for (int retry = 0; ; retry++)
        {
            try
            {
                InvocationTrigger trigger = new() { Timer = info, RetryCount = retry };
                await using FunctionInvocation invocation = pipeline.Begin(function, trigger, cancellationToken);
                await pipeline.RunAsync(invocation);
                return;
            }
            catch (Exception exception) when (!(exception is OperationCanceledException && cancellationToken.IsCancellationRequested))
            {
                if (retries.Before(retry) is not { } delay)
                {
                    TimerLog.Failed(logger, exception, function.Name);
                    return;
                }

                TimerLog.Retrying(logger, exception, function.Name, (long)delay.TotalMilliseconds);
                await Task.Delay(delay, time, cancellationToken);
            }
        }
    }
}
