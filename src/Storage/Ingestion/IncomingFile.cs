using System.Buffers;
using System.Security.Cryptography;

namespace DataHound.Storage.Ingestion;

/// <summary>A file's bytes on their way into bronze: counted, hashed and held in a temporary file that goes away on disposal.</summary>
internal sealed class IncomingFile : IDisposable
{
    private const int BufferSize = 1 << 17;

    private IncomingFile(string path, long bytes, string sha256) => (Path, Bytes, Sha256) = (path, bytes, sha256);

    /// <summary>The temporary file.</summary>
    public string Path { get; }

    /// <summary>Its length.</summary>
    public long Bytes { get; }

    /// <summary>SHA-256 of its bytes, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>Takes a stream's bytes to its end.</summary>
    /// <exception cref="FileTooLargeException">There are more than the maximum.</exception>
    public static async Task<IncomingFile> TakeAsync(Stream content, string folder, long maximumBytes, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = System.IO.Path.Combine(folder, Guid.NewGuid().ToString("N"));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous });
            long bytes = 0;
            int read;
            while ((read = await content.ReadAsync(buffer.AsMemory(0, BufferSize), cancellationToken)) > 0)
            {
                bytes += read;
                if (bytes > maximumBytes)
                    throw new FileTooLargeException(maximumBytes);
                hash.AppendData(buffer, 0, read);
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return new IncomingFile(path, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);
}
