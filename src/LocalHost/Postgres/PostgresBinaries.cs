namespace LocalHost.Postgres;

/// <summary>An installation of the Postgres server.</summary>
/// <param name="Folder">The folder of <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>.</param>
/// <param name="Major">The major version.</param>
/// <param name="IsPackage">Whether it comes from the npm package rather than from the system.</param>
internal sealed record PostgresBinaries(string Folder, int Major, bool IsPackage)
{
    public string InitDb => Tool(Folder, "initdb");

    public string Control => Tool(Folder, "pg_ctl");

    public static string Tool(string folder, string name) => Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);
}
