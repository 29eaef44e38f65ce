using Microsoft.Extensions.Logging;

namespace LocalHost.Engine.Work;

/// <summary>Runs a piece of work again and again. A failure is logged and followed by a pause, never the end.</summary>
internal static class EngineLoop
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(string name, ILogger logger, Func<CancellationToken, Task> work, Func<Task>? afterFailure, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
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

                await Task.Delay(Pause, stop).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }
}
