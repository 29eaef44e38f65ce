using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Storage.Tests.DataPlane.Objects;

/// <summary>What may happen to bytes at rest.</summary>
public static class Damage
{
    /// <summary>A bit flips in the middle.</summary>
    public static byte[] Flip(byte[] bytes) => FlipAt(bytes, bytes.Length / 3);

    /// <summary>A bit flips at a place.</summary>
    public static byte[] FlipAt(byte[] bytes, int place)
    {
        bytes[place] ^= 0x10;
        return bytes;
    }

    /// <summary>The second half is gone.</summary>
    public static byte[] Cut(byte[] bytes) => bytes[..(bytes.Length / 2)];

    /// <summary>The second half never reached the disk: it is there and zero.</summary>
    public static byte[] Blank(byte[] bytes)
    {
        bytes.AsSpan(bytes.Length / 2).Clear();
        return bytes;
    }

    /// <summary>Damages a file.</summary>
    public static async Task FileAsync(string file, Func<byte[], byte[]> change) =>
        await File.WriteAllBytesAsync(file, change(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);

    /// <summary>Damages a blob; with the checksum that was stored with it, or without one.</summary>
    public static async Task BlobAsync(BlobContainerClient container, string path, Func<byte[], byte[]> change, bool keepChecksum = true)
    {
        var blob = container.GetBlobClient(path);
        var found = (await blob.DownloadContentAsync(TestContext.Current.CancellationToken)).Value;
        var options = new BlobUploadOptions { Metadata = keepChecksum ? found.Details.Metadata : null };
        await blob.UploadAsync(BinaryData.FromBytes(change(found.Content.ToArray())), options, TestContext.Current.CancellationToken);
    }
}
