using System.Diagnostics;
using DataHound.Storage.DataPlane.Objects;

namespace Storage.Tests.DataPlane.Objects;

/// <summary>The folder store on a file system of 512 KiB.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("full-disk-").FullName;
    private bool _isMounted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _isMounted = OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", _folder);

    public async ValueTask DisposeAsync()
    {
        if (_isMounted)
            await RunAsync("umount", _folder);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_full_disk_fails_the_write_leaves_nothing_and_is_usable_again_when_there_is_room()
    {
        Assert.SkipUnless(_isMounted, "A file system of a limited size cannot be mounted here.");
        var store = new FolderObjectStore(_folder);
        await WriteAsync(store, "acme/gold/small", 100_000);

        await Should.ThrowAsync<IOException>(() => WriteAsync(store, "acme/gold/large", 1_000_000));

        (await store.FindAsync("acme/gold/large", Token)).ShouldBeNull();
        Directory.GetFiles(Path.Combine(_folder, ".staging")).ShouldBeEmpty();
        (await store.FindAsync("acme/gold/small", Token))!.Bytes.ShouldBe(100_000);
        await WriteAsync(store, "acme/gold/next", 200_000);
    }

    private static async Task WriteAsync(FolderObjectStore store, string path, int bytes)
    {
        using var content = new MemoryStream(new byte[bytes]);
        await store.WriteAsync(path, content, Token);
    }

    private static async Task<bool> RunAsync(string command, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
