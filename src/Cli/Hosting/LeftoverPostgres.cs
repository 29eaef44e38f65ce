using System.Globalization;

namespace DataHound.Cli.Hosting;

/// <summary>
/// The embedded Postgres of a home whose app was killed: it runs in a session of its own and outlives the app. Normally the app stops it, or
/// the next app takes it over; this is for the ends where neither happens.
/// </summary>
internal sealed class LeftoverPostgres(string hostFolder, TimeProvider clock)
{
    private const int FastShutdown = 2;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>The folder of the database files: inside the home, or where the app put it because Postgres could not reach the home.</summary>
    private string Parent
    {
        get
        {
            var folder = Path.Combine(hostFolder, "postgres");
            var location = Path.Combine(folder, "location");
            return File.Exists(location) ? File.ReadAllText(location).Trim() : folder;
        }
    }

    /// <summary>Stops the server when it still runs; nothing to do is no error.</summary>
    public async Task StopAsync()
    {
        if (ServerProcess() is not { } processId) return;
        PosixSignals.Send(processId, FastShutdown);
        var since = clock.GetTimestamp();
        while (ServerProcess() == processId && clock.GetElapsedTime(since) < Limit) await Task.Delay(TimeSpan.FromMilliseconds(50), clock, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Removes database files that lie outside the home. Those inside go with it.</summary>
    public void RemoveFilesElsewhere()
    {
        var parent = Parent;
        var isElsewhere = !Path.GetFullPath(parent).StartsWith(Path.GetFullPath(hostFolder), StringComparison.Ordinal);
        if (isElsewhere && File.Exists(Path.Combine(parent, "cluster", "PG_VERSION"))) Directory.Delete(parent, recursive: true);
    }

    /// <summary>The server's process, checked by its command line: the number in the file may belong to another program by now.</summary>
    private int? ServerProcess()
    {
        var cluster = Path.Combine(Parent, "cluster");
        try
        {
            var line = File.ReadLines(Path.Combine(cluster, "postmaster.pid")).FirstOrDefault();
            if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var processId)) return null;
            return File.ReadAllText($"/proc/{processId}/cmdline").Contains(cluster, StringComparison.Ordinal) ? processId : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
