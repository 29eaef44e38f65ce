using System.Globalization;
using Microsoft.Extensions.Logging;

namespace LocalHost.Postgres;

/// <summary>Creates, starts and stops a cluster with Postgres' own tools. The caller holds the change lock.</summary>
internal sealed class ClusterControl(ServerFolder folder, EmbeddedPostgresOptions options, ILogger logger)
{
    private const long LongestLog = 16 * 1024 * 1024;

    public async Task StartAsync(ConnectionPlan plan, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        ServerAccount account = ServerAccount.Choose();
        ReachablePlace place = new(account, logger);
        await place.PrepareAsync(folder, cancellationToken);
        PostgresBinaries binaries = await place.PrepareAsync(await FindBinariesAsync(cancellationToken), cancellationToken);
        if (!File.Exists(folder.VersionFile))
            await CreateAsync(account, binaries, plan, cancellationToken);

        await WriteOpenAsync(folder.SettingsFile, ClusterSettings.Text(plan.Port), cancellationToken);
        while (await TryStartAsync(account, binaries) is { } failure)
        {
            if (!ServerFailure.IsPassing(failure) || TimeProvider.System.GetElapsedTime(started) > options.StartTimeout)
                throw ServerFailure.Explain("postgres_start_failed", failure);
            PostgresLog.TryingAgain(logger);
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellationToken);
            PostmasterFile.RemoveIfStale(folder.Cluster);
        }

        PostgresLog.Started(logger, binaries.Major, plan.Port, (long)TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Ends the sessions and stops; false when the server did not go in time.</summary>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        ServerAccount account = ServerAccount.Choose();
        PostgresBinaries binaries = await new ReachablePlace(account, logger).PrepareAsync(await FindBinariesAsync(cancellationToken), cancellationToken);
        string[] arguments = ["stop", "-D", folder.Cluster, "-m", "fast", "-w", "-t", "30", "-s"];
        CommandResult result = await account.RunAsync(folder.ClusterParent, binaries.Control, arguments, cancellationToken);
        return result.Succeeded || PostmasterFile.Read(folder.Cluster) is null;
    }

    private async Task<PostgresBinaries> FindBinariesAsync(CancellationToken cancellationToken)
    {
        int? major = File.Exists(folder.VersionFile)
            ? int.Parse((await File.ReadAllTextAsync(folder.VersionFile, cancellationToken)).Trim(), CultureInfo.InvariantCulture)
            : null;
        BinarySearch search = new(options.BinaryFolder, [AppContext.BaseDirectory, Environment.CurrentDirectory]);
        return await search.FindAsync(major, cancellationToken);
    }

    /// <summary>Creates the cluster under another name and renames it when it is whole: a crash never leaves half of one.</summary>
    private async Task CreateAsync(ServerAccount account, PostgresBinaries binaries, ConnectionPlan plan, CancellationToken cancellationToken)
    {
        PostgresLog.Creating(logger);
        if (Directory.Exists(folder.UnfinishedCluster))
            Directory.Delete(folder.UnfinishedCluster, recursive: true);
        Directory.CreateDirectory(folder.UnfinishedCluster);
        await account.TakeOwnershipAsync(folder.UnfinishedCluster, cancellationToken);
        ConnectionPlan.WritePrivate(folder.InitialPasswordFile, plan.Password);
        try
        {
            await account.TakeOwnershipAsync(folder.InitialPasswordFile, cancellationToken);
            string locale = OperatingSystem.IsLinux() ? "--locale=C.UTF-8" : "--no-locale";
            string[] arguments =
            [
                "-D", folder.UnfinishedCluster, "-U", ClusterSettings.UserName, "-A", "scram-sha-256", "--pwfile=" + folder.InitialPasswordFile,
                "-E", "UTF8", locale, "-k",
            ];
            CommandResult result = await account.RunAsync(folder.ClusterParent, binaries.InitDb, arguments, cancellationToken);
            if (!result.Succeeded)
                throw ServerFailure.Explain("postgres_create_failed", result.Output);
        }
        finally
        {
            File.Delete(folder.InitialPasswordFile);
        }

        await File.AppendAllTextAsync(Path.Combine(folder.UnfinishedCluster, "postgresql.conf"), ClusterSettings.IncludeLine, cancellationToken);
        Directory.Move(folder.UnfinishedCluster, folder.Cluster);
    }

    /// <summary>Starts the server; null on success, else everything that was said.</summary>
    private async Task<string?> TryStartAsync(ServerAccount account, PostgresBinaries binaries)
    {
        long before = CutLog();

        // pg_ctl puts the server into a session of its own, so that Ctrl-C in the terminal reaches only this process. It is not cancelled
        // half way, when nobody could say whether the server runs; the caller sees to that afterwards.
        string seconds = options.StartTimeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        string[] arguments = ["start", "-D", folder.Cluster, "-l", folder.ServerLog, "-w", "-t", seconds, "-s"];
        CommandResult result = await account.RunAsync(folder.ClusterParent, binaries.Control, arguments, CancellationToken.None);
        return result.Succeeded ? null : result.Output + ReadLog(before);
    }

    private long CutLog()
    {
        FileInfo log = new(folder.ServerLog);
        if (log is { Exists: true, Length: > LongestLog })
        {
            log.Delete();
            return 0;
        }

        return log.Exists ? log.Length : 0;
    }

    private string ReadLog(long from)
    {
        if (!File.Exists(folder.ServerLog))
            return "";
        using FileStream log = new(folder.ServerLog, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Seek(Math.Min(from, log.Length), SeekOrigin.Begin);
        using StreamReader reader = new(log);
        return "\n" + reader.ReadToEnd();
    }

    private static async Task WriteOpenAsync(string path, string content, CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(path, content, cancellationToken);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }
}
