using System.Security.Cryptography;

namespace DataHound.Storage.DataPlane;

/// <summary>Looks whether a version's file is as it was published: there, of its length and of its SHA-256.</summary>
internal static class PublishedFile
{
    /// <summary>Looks into the store.</summary>
    public static async Task<bool> IsWholeAsync(IObjectStore objects, ManifestFile file, CancellationToken cancellationToken)
    {
        try
        {
            using var copy = await objects.OpenLocalAsync(file.Path, cancellationToken);
            return await IsWholeAsync(copy.File, file, cancellationToken);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Looks at a local file with the object's bytes.</summary>
    public static async Task<bool> IsWholeAsync(string local, ManifestFile file, CancellationToken cancellationToken)
    {
        if (!File.Exists(local))
            return false;
        await using var bytes = File.OpenRead(local);
        return bytes.Length == file.Bytes && string.Equals(Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, cancellationToken)), file.Sha256, StringComparison.Ordinal);
    }
}
