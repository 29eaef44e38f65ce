using DataHound.Cli.Api;

namespace DataHound.Cli.Hosting;

/// <summary>Waits until the started app is ready, or explains why it never will be.</summary>
internal static class AppStart
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns when the app is ready. <c>waiting</c> gets what it still waits for, whenever that changes.</summary>
    public static async Task WaitUntilReadyAsync(AppProcess app, ApiClient api, TimeProvider clock, Action<string> waiting, CancellationToken cancellationToken)
    {
        var since = clock.GetTimestamp();
        string? last = null;
        while (true)
        {
            if (app.HasEnded) throw AppLog.Explain(app.LogFile, await app.Ended.ConfigureAwait(false));
            var (ready, missing) = await api.HealthAsync(cancellationToken).ConfigureAwait(false);
            if (ready && !app.HasEnded) return;
            if (missing is not null && missing != last) waiting(last = missing);
            if (clock.GetElapsedTime(since) > Limit)
            {
                throw new ExplainedException("app_not_ready", $"The app was not ready after {Limit.TotalMinutes:0} minutes{(last is null ? string.Empty : $"; it waits for {last}")}.", $"See its log: {app.LogFile}");
            }

            await Task.Delay(Pause, clock, cancellationToken).ConfigureAwait(false);
        }
    }
}
