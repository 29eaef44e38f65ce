using System.Buffers;
using System.Security.Cryptography;

namespace DataHound.Storage.DataPlane.Objects;

/// <summary>What is compared of a local file with what was written.</summary>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="Sha256">SHA-256 of its bytes, lower-case hexadecimal.</param>
internal readonly record struct FileDigest(long Bytes, string Sha256)
{
    private const int BufferSize = 1 << 20;

    /// <summary>Reads a file through.</summary>
    public static async Task<FileDigest> OfAsync(string file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, FileOptions.SequentialScan);
            long position = 0;
            int read;
            while ((read = await RandomAccess.ReadAsync(handle, buffer, position, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                position += read;
            }

            return new FileDigest(position, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
