using LocalHost.Functions.Discovery;
using Microsoft.Extensions.Logging;

namespace LocalHost.Functions.Timers;

/// <summary>Runs timer functions, with their retries.</summary>
internal sealed class TimerRunner(FunctionPipeline pipeline, TimeProvider time, ILogger<TimerRunner> logger)
{
    /// <summary>Runs the function until it succeeds or its retries are used up. A failure is logged, not thrown.</summary>
    /// <param name="function">The function.</param>
    /// <param name="retries">The delays between tries.</param>
    /// <param name="info">What the function is told.</param>
    /// <param name="stopping">The host stops: what runs may end, and is not tried again.</param>
    /// <param name="abandon">Time is up: what runs is cut short.</param>
    /// <exception cref="OperationCanceledException">The host stopped before the function was done.</exception>
    public async Task RunAsync(FunctionDescriptor function, RetryDelays retries, TimerInfo info, CancellationToken stopping, CancellationToken abandon)
    {
        for (int retry = 0; ; retry++)
        {
            try
            {
                InvocationTrigger trigger = new() { Timer = info, RetryCount = retry };
                await using FunctionInvocation invocation = pipeline.Begin(function, trigger, abandon);
                await pipeline.RunAsync(invocation);
                return;
            }
            catch (Exception exception) when (!(exception is OperationCanceledException && abandon.IsCancellationRequested))
            {
                if (retries.Before(retry) is not { } delay)
                {
                    TimerLog.Failed(logger, exception, function.Name);
                    return;
                }

                TimerLog.Retrying(logger, exception, function.Name, (long)delay.TotalMilliseconds);
                await Task.Delay(delay, time, stopping);
            }
        }
    }
}
