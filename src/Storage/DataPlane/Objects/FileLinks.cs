using System.Runtime.InteropServices;

namespace DataHound.Storage.DataPlane.Objects;

/// <summary>Gives a file a second name, atomically and without ever replacing another file.</summary>
internal static partial class FileLinks
{
    /// <summary>Whether the file has the new name now; false when that name is taken or the two lie on different file systems.</summary>
    public static bool TryLink(string file, string newName) =>
        OperatingSystem.IsWindows() ? CreateHardLink(newName, file, IntPtr.Zero) : Link(file, newName) == 0;

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Link(string file, string newName);

    [LibraryImport("kernel32", EntryPoint = "CreateHardLinkW", StringMarshalling = StringMarshalling.Utf16, SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool CreateHardLink(string newName, string file, IntPtr security);
}
