using LocalHost.Functions.Hosting;

namespace LocalHost.Postgres;

/// <summary>Turns what Postgres and its tools say into errors a user can act on.</summary>
internal static class ServerFailure
{
    private const int LongestExcerpt = 400;

    /// <summary>Whether a start failed for something that passes: the last server's processes are still going away.</summary>
    public static bool IsPassing(string output) =>
        Has(output, "lock file \"postmaster.pid\" already exists")
        || Has(output, "pre-existing shared memory block")
        || Has(output, "another server might be running");

    /// <summary>The error for a failed command.</summary>
    /// <param name="otherwise">The code when the output is of no known kind.</param>
    /// <param name="output">What the command and the server wrote.</param>
    public static HostException Explain(string otherwise, string output)
    {
        if (IsDiskFull(output))
            return DiskFull(null);
        if (Has(output, "Address already in use") || Has(output, "could not create any TCP/IP sockets"))
            return PortTaken();
        if (Has(output, "Permission denied") || Has(output, "Operation not permitted") || Has(output, "Read-only file system"))
            return FolderDenied(null);

        return new HostException(otherwise, "Postgres did not start. It says: " + Excerpt(output), "See server.log in the cluster's folder.");
    }

    public static HostException PortTaken() => new(
        "postgres_port_taken",
        "The port of the embedded Postgres is used by another program.",
        "Start again to have another port chosen; if LocalHost:Postgres:Port is set, set it to a free port.");

    /// <summary>The error for a file of the data folder that could not be read or written.</summary>
    public static HostException FromFiles(Exception exception) => IsDiskFull(exception.Message) ? DiskFull(exception) : FolderDenied(exception);

    private static bool IsDiskFull(string output) => Has(output, "No space left on device");

    private static HostException DiskFull(Exception? inner) => new(
        "disk_full", "There is no space left on the disk that holds the data folder.", "Free some space, or set LocalHost:Home to a folder on another disk.", inner);

    private static HostException FolderDenied(Exception? inner) => new(
        "postgres_folder_denied",
        "The data folder of the embedded Postgres cannot be written.",
        "Give this user (as root: the user postgres) access to it, or set LocalHost:Home to another folder.",
        inner);

    private static bool Has(string output, string text) => output.Contains(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>The last lines, without the machine's paths.</summary>
    private static string Excerpt(string output)
    {
        string text = string.Join(' ', output.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        string words = string.Join(' ', text.Split(' ').Select(word => word.Contains('/') ? "(path)" : word));
        return words.Length <= LongestExcerpt ? words : words[^LongestExcerpt..];
    }
}
