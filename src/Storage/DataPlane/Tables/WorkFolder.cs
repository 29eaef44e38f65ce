namespace DataHound.Storage.DataPlane.Tables;

/// <summary>A working folder that belongs to one process as long as it lives: what a killed process left is told from what a live one uses by a lock, which ends with its process.</summary>
internal sealed class WorkFolder : IDisposable
{
    private const string LockName = ".in-use";
    private readonly FileStream _lock;

    private WorkFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Its absolute path.</summary>
    public string Path { get; }

    /// <summary>Makes the folder, or takes it over when nobody uses it.</summary>
    /// <exception cref="IOException">Another process uses it.</exception>
    public static WorkFolder Take(string path)
    {
        Directory.CreateDirectory(path);
        return new WorkFolder(path, new FileStream(System.IO.Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
    }

    /// <summary>Removes the working folders in a folder that no live process uses.</summary>
    public static void RemoveAbandoned(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root))
        {
            try
            {
                Take(folder).Dispose();
            }
            catch (IOException)
            {
                // A live process uses it.
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        Directory.Delete(Path, recursive: true);
    }
}
