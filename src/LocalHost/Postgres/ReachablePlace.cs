using System.Security.Cryptography;
using System.Text;
using LocalHost.Functions.Hosting;
using Microsoft.Extensions.Logging;

namespace LocalHost.Postgres;

/// <summary>
/// For root only: finds places for cluster and binaries that the server's unprivileged user can reach, when the home or the checkout lies
/// below a folder closed to others, as root's own home is.
/// </summary>
/// <param name="account">The server's user.</param>
/// <param name="logger">Told when something is put elsewhere.</param>
internal sealed class ReachablePlace(ServerAccount account, ILogger logger)
{
    private const string SharedRoot = "/var/lib/localhost-functions";

    private const string OwnerFile = "data-folder";

    private const UnixFileMode OpenToPass = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Makes sure that the cluster's parent folder can be reached, moving it when nothing lies there yet.</summary>
    public async Task PrepareAsync(ServerFolder folder, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !account.IsOther || await account.CanReachAsync(folder.ClusterParent, cancellationToken))
            return;
        RemoveAbandoned(folder.Root);
        string elsewhere = Path.Combine(SharedRoot, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(elsewhere, OpenToPass);
        await File.WriteAllTextAsync(Path.Combine(elsewhere, OwnerFile), folder.Root, cancellationToken);
        await File.WriteAllTextAsync(folder.LocationFile, elsewhere, cancellationToken);
        PostgresLog.ClusterElsewhere(logger, account.Name!, elsewhere);
    }

    /// <summary>The binaries themselves, or a copy of them that the server's user can reach.</summary>
    public async Task<PostgresBinaries> PrepareAsync(PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows() || !account.IsOther || await account.CanReachAsync(binaries.Control, cancellationToken))
            return binaries;
        if (!binaries.IsPackage)
        {
            throw new HostException(
                "postgres_binaries_unreachable",
                $"Postgres does not run as root, and the user '{account.Name}' cannot reach its binaries.",
                "Open their folders to others (chmod o+x), or start as an ordinary user.");
        }

        string installation = Path.GetDirectoryName(binaries.Folder)!;
        FileInfo server = new(PostgresBinaries.Tool(binaries.Folder, "postgres"));
        string key = $"{server.FullName}|{server.Length}|{server.LastWriteTimeUtc.Ticks}";
        string copy = Path.Combine(SharedRoot, "binaries-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16]);
        if (!Directory.Exists(copy))
        {
            PostgresLog.BinariesCopied(logger, account.Name!, copy);
            string unfinished = copy + "." + Guid.NewGuid().ToString("N");
            CopyTree(installation, unfinished);
            try
            {
                Directory.Move(unfinished, copy);
            }
            catch (IOException) when (Directory.Exists(copy))
            {
                Directory.Delete(unfinished, recursive: true);
            }
        }

        return binaries with { Folder = Path.Combine(copy, Path.GetFileName(binaries.Folder)) };
    }

    /// <summary>Removes clusters whose data folder was deleted: the folder was their only way in.</summary>
    private static void RemoveAbandoned(string root)
    {
        foreach (string place in Directory.Exists(SharedRoot) ? Directory.EnumerateDirectories(SharedRoot) : [])
        {
            string owner = Path.Combine(place, OwnerFile);
            if (File.Exists(owner) && File.ReadAllText(owner) == root && PostmasterFile.Read(Path.Combine(place, ServerFolder.ClusterName)) is not { IsRunning: true })
                Directory.Delete(place, recursive: true);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void CopyTree(string from, string to)
    {
        Directory.CreateDirectory(to, OpenToPass);
        foreach (FileSystemInfo entry in new DirectoryInfo(from).EnumerateFileSystemInfos())
        {
            string target = Path.Combine(to, entry.Name);
            if (entry.LinkTarget is { } link)
                File.CreateSymbolicLink(target, link);
            else if (entry is DirectoryInfo)
                CopyTree(entry.FullName, target);
            else
                File.Copy(entry.FullName, target);
        }
    }
}
