using DataHound.Cli.Api;

namespace DataHound.Cli.Pipelines;

/// <summary>Asks for a run's state until it has ended.</summary>
internal sealed class RunFollower(ApiClient api, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    public async Task<RunView> FollowAsync(string runId, Action<RunView> update, CancellationToken cancellationToken)
    {
        var pause = FirstPause;
        while (true)
        {
            var run = await api.GetRunAsync(runId, cancellationToken).ConfigureAwait(false);
            update(run);
            if (run.IsFinal) return run;
            await Task.Delay(pause, clock, cancellationToken).ConfigureAwait(false);
            pause = pause * 1.2 < LongestPause ? pause * 1.2 : LongestPause;
        }
    }
}
