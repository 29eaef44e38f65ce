using Microsoft.Extensions.Logging;

namespace LocalHost.Engine.Work;

/// <summary>Runs a piece of work again and again. A failure is logged and followed by a pause, longer from failure to failure, never by the end.</summary>
internal static class EngineLoop
{
    private const double ShortestPause = 50;
    private const double LongestPause = 2000;

    public static async Task RunAsync(string name, ILogger logger, Func<CancellationToken, Task> work, Func<Task>? afterFailure, CancellationToken stop)
    {
        var pause = ShortestPause;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
                pause = ShortestPause;
            }
            catch (Exception exception)
            {
                if (stop.IsCancellationRequested)
                {
                    return;
                }

                EngineLog.LoopFailed(logger, exception, name);
                if (afterFailure is not null)
                {
                    await afterFailure();
                }

                await Task.Delay(TimeSpan.FromMilliseconds(pause), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = Math.Min(LongestPause, pause * 2);
            }
        }
    }
}
