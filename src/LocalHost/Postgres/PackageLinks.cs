using System.Text.Json;

namespace LocalHost.Postgres;

/// <summary>
/// Restores the symbolic links of the npm package. A package cannot contain any, so it lists them in a file and makes them in an install
/// script, which many installations switch off.
/// </summary>
internal static class PackageLinks
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Creates the links that are missing; those it may not create are left to the server's own error.</summary>
    /// <param name="binaryFolder">The package's <c>native/bin</c> folder.</param>
    public static void Restore(string binaryFolder)
    {
        string native = Path.GetDirectoryName(Path.GetFullPath(binaryFolder))!;
        string list = Path.Combine(native, "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
            return;
        string package = Path.GetDirectoryName(native)!;
        foreach (Link link in JsonSerializer.Deserialize<List<Link>>(File.ReadAllText(list), Json) ?? [])
        {
            string target = Path.Combine(package, link.Target);
            if (File.Exists(target))
                continue;
            try
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, Path.Combine(package, link.Source)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another process made it at the same time, or the folder is read-only.
                continue;
            }
        }
    }

    private sealed record Link(string Source, string Target);
}
