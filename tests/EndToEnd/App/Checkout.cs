namespace DataHound.EndToEnd.App;

/// <summary>Folders of the checkout that the tests were built from, and of the shared data beside it.</summary>
internal static class Checkout
{
    private static readonly string Root = FindAbove("DataHound.sln", File.Exists)
        ?? throw new InvalidOperationException("DataHound.sln is not above the test's folder.");

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    /// <summary>A folder of the shared data; skips the test where it is absent.</summary>
    public static string Shared(string relative)
    {
        var shared = FindAbove(System.IO.Path.Combine("shared", "data"), Directory.Exists);
        Assert.SkipWhen(shared is null, "The folder 'shared' is not beside the project, so the larger dev set cannot be read.");
        return System.IO.Path.Combine(shared!, "shared", "data", relative);
    }

    private static string? FindAbove(string entry, Func<string, bool> exists)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !exists(System.IO.Path.Combine(folder.FullName, entry)))
            folder = folder.Parent;
        return folder?.FullName;
    }
}
