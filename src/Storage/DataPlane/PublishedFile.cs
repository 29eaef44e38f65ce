using DataHound.Storage.DataPlane.Objects;

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
        var found = new FileInfo(local);
        return found.Exists && found.Length == file.Bytes && await FileDigest.OfAsync(local, cancellationToken) == new FileDigest(file.Bytes, file.Sha256);
    }
}
