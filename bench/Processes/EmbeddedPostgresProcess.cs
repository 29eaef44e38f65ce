using System.Globalization;

namespace DataHound.Bench.Processes;

/// <summary>Finds the app's embedded Postgres: it runs in a session of its own, so it is not among the app's child processes.</summary>
internal static class EmbeddedPostgresProcess
{
    /// <summary>The server's process, or null while there is none.</summary>
    /// <param name="hostFolder">The app's LocalHost home.</param>
    public static int? Find(string hostFolder)
    {
        try
        {
            var folder = Path.Combine(hostFolder, "postgres");
            // Where Postgres may not reach the home, the app keeps the files elsewhere and says where.
            var location = Path.Combine(folder, "location");
            var parent = File.Exists(location) ? File.ReadAllText(location).Trim() : folder;
            var line = File.ReadLines(Path.Combine(parent, "cluster", "postmaster.pid")).FirstOrDefault();
            return int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var processId) ? processId : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
