using DataHound.Storage.DataPlane.Objects;

namespace Storage.Tests.DataPlane.Objects;

/// <summary>The folder store on a file system of 512 KiB.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_full_disk_fails_the_write_leaves_nothing_and_is_usable_again_when_there_is_room()
    {
        using var disk = SmallDisk.Mount(Path.Combine(Path.GetTempPath(), $"small-disk-{Guid.NewGuid():N}"), kibibytes: 512);
        var store = new FolderObjectStore(disk.Folder);
        await WriteAsync(store, "acme/gold/small", 100_000);

        await Should.ThrowAsync<IOException>(() => WriteAsync(store, "acme/gold/large", 1_000_000));

        (await store.FindAsync("acme/gold/large", Token)).ShouldBeNull();
        Directory.GetFiles(Path.Combine(disk.Folder, ".staging")).ShouldBeEmpty();
        (await store.FindAsync("acme/gold/small", Token))!.Bytes.ShouldBe(100_000);
        await WriteAsync(store, "acme/gold/next", 200_000);
    }

    private static async Task WriteAsync(FolderObjectStore store, string path, int bytes)
    {
        using var content = new MemoryStream(new byte[bytes]);
        await store.WriteAsync(path, content, Token);
    }
}
