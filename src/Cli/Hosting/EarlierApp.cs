namespace DataHound.Cli.Hosting;

/// <summary>Ends what a killed earlier ./run of the same home left running: its app and, if that was killed too, its Postgres.</summary>
internal static class EarlierApp
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>True when something was found and stopped. Call it with the home's lock held: then no living ./run owns the app.</summary>
    public static async Task<bool> StopAsync(Home home, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (ProcessIdentity.Load(home.AppFile) is not { } app) return false;
        var found = app.IsAlive();
        if (found)
        {
            PosixSignals.SendTerminate(app.ProcessId);
            var since = clock.GetTimestamp();
            while (app.IsAlive() && clock.GetElapsedTime(since) < Limit) await Task.Delay(TimeSpan.FromMilliseconds(50), clock, cancellationToken).ConfigureAwait(false);
            if (app.IsAlive()) PosixSignals.SendKillToSession(app.ProcessId);
        }

        File.Delete(home.AppFile);
        return found;
    }
}
