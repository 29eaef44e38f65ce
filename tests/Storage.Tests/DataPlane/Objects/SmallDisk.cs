using System.Diagnostics;

namespace Storage.Tests.DataPlane.Objects;

/// <summary>A file system of a few KiB, where one can be mounted.</summary>
public sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    /// <summary>Where it is mounted.</summary>
    public string Folder { get; }

    private string Ballast => Path.Combine(Folder, ".ballast");

    /// <summary>Mounts one on a folder, which goes away with it; skips the test where that is not possible.</summary>
    public static SmallDisk Mount(string folder, int kibibytes)
    {
        Directory.CreateDirectory(folder);
        var isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", FormattableString.Invariant($"size={kibibytes}k"), "tmpfs", folder);
        if (!isMounted)
            Directory.Delete(folder);
        Assert.SkipUnless(isMounted, "A file system of a limited size cannot be mounted here.");
        return new SmallDisk(folder);
    }

    /// <summary>Takes all room that is left.</summary>
    public void Fill()
    {
        using var file = new FileStream(Ballast, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 });
        var page = new byte[4096];
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            // Full, as wanted.
        }
    }

    /// <summary>Gives the room back.</summary>
    public void Empty() => File.Delete(Ballast);

    /// <inheritdoc/>
    public void Dispose()
    {
        Run("umount", Folder).ShouldBeTrue();
        Directory.Delete(Folder, recursive: true);
    }

    private static bool Run(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
