namespace TestSupport;

/// <summary>The checkout that the tests were built from, and what lies beside it on some machines.</summary>
public static class Checkout
{
    /// <summary>Absolute path of the checkout.</summary>
    public static string Root { get; } = System.IO.Path.GetDirectoryName(FindAbove("DataHound.sln"))
        ?? throw new InvalidOperationException("DataHound.sln is not above the test's folder.");

    /// <summary>Absolute path of something in the checkout.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>The file or folder of that relative path in the nearest folder above that has it, or null.</summary>
    public static string? FindAbove(string path)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = System.IO.Path.Combine(folder.FullName, path);
            if (System.IO.Path.Exists(candidate))
                return candidate;
        }

        return null;
    }
}
