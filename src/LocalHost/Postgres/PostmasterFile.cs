using System.Globalization;

namespace LocalHost.Postgres;

/// <summary>What a running (or killed) server left in <c>postmaster.pid</c>.</summary>
/// <param name="ProcessId">The server's process.</param>
/// <param name="Port">Its TCP port.</param>
internal sealed record PostmasterFile(int ProcessId, int Port)
{
    private const int PortLine = 3;

    /// <summary>Reads the file of a cluster; null when there is none or it is not complete.</summary>
    public static PostmasterFile? Read(string cluster)
    {
        try
        {
            string[] lines = File.ReadAllLines(PathIn(cluster));
            return lines.Length > PortLine
                && int.TryParse(lines[0], CultureInfo.InvariantCulture, out int processId)
                && int.TryParse(lines[PortLine], CultureInfo.InvariantCulture, out int port)
                ? new PostmasterFile(processId, port)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>
    /// Removes the file when its process is no Postgres: after a restart of a container another program often has the same process id, and the
    /// server would take that for a running one.
    /// </summary>
    public static void RemoveIfStale(string cluster)
    {
        if (Read(cluster) is { IsRunning: false })
            File.Delete(PathIn(cluster));
    }

    /// <summary>Whether a Postgres with this process id runs.</summary>
    public bool IsRunning
    {
        get
        {
            try
            {
                if (OperatingSystem.IsLinux())
                    return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{ProcessId}/comm")).StartsWith("postgres", StringComparison.Ordinal);
                using System.Diagnostics.Process process = System.Diagnostics.Process.GetProcessById(ProcessId);
                return !process.HasExited;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
            {
                return false;
            }
        }
    }

    private static string PathIn(string cluster) => Path.Combine(cluster, "postmaster.pid");
}
