using System.Runtime.InteropServices;

namespace DataHound.Storage.DataPlane.Objects;

/// <summary>Makes files and their names survive a power cut.</summary>
internal static partial class DurableFiles
{
    private const int ReadOnly = 0;

    /// <summary>Flushes a file's bytes to the disk.</summary>
    /// <returns>Its length.</returns>
    public static long Flush(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        RandomAccess.FlushToDisk(handle);
        return RandomAccess.GetLength(handle);
    }

    /// <summary>Flushes a folder's names to the disk. Windows does that by itself.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
            throw new IOException("A folder of the object store cannot be opened.");
        var flushed = Synchronize(descriptor);
        _ = Close(descriptor);
        if (flushed != 0)
            throw new IOException("A folder of the object store cannot be flushed to the disk.");
    }

    /// <summary>Makes a folder and those above it, each name flushed, up to a root that exists.</summary>
    public static void CreateFolder(string folder, string root)
    {
        if (Directory.Exists(folder) || folder.Length <= root.Length)
            return;
        var parent = Path.GetDirectoryName(folder)!;
        CreateFolder(parent, root);
        Directory.CreateDirectory(folder);
        FlushFolder(parent);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronize(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
