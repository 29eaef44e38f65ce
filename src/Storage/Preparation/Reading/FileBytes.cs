using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace DataHound.Storage.Preparation.Reading;

/// <summary>
/// A file's bytes, read by position, so that a reader can go back to the line after a broken record. Each byte is hashed when it is first read, and at the
/// end the hash must be the received one: a file that changed on the way is noticed before any row of it counts.
/// </summary>
internal sealed class FileBytes : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string? _sha256;
    private long _hashed;
    private bool _verified;

    /// <summary>Opens the file.</summary>
    /// <param name="path">Where it lies.</param>
    /// <param name="sha256">The checksum it was received with, lower-case hexadecimal; null to take the bytes as they are.</param>
    /// <param name="deleteOnClose">Whether the file is a temporary copy that goes away with this object.</param>
    internal FileBytes(string path, string? sha256, bool deleteOnClose = false)
    {
        _handle = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete, options: FileOptions.SequentialScan | (deleteOnClose ? FileOptions.DeleteOnClose : FileOptions.None));
        _sha256 = sha256;
    }

    /// <summary>The file's length.</summary>
    internal long Length => RandomAccess.GetLength(_handle);

    /// <summary>Reads from a position; 0 at the end of the file.</summary>
    /// <exception cref="UnreadableFileException">The end was reached and the bytes are not the received ones.</exception>
    internal int Read(long position, Span<byte> buffer)
    {
        var count = RandomAccess.Read(_handle, buffer, position);
        if (_sha256 is null)
            return count;
        if (count > 0 && position <= _hashed && position + count > _hashed)
        {
            _hash.AppendData(buffer[(int)(_hashed - position)..count]);
            _hashed = position + count;
        }
        else if (count == 0 && !_verified)
        {
            Verify(position);
        }

        return count;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _handle.Dispose();
        _hash.Dispose();
    }

    private void Verify(long length)
    {
        if (length != _hashed || !string.Equals(Convert.ToHexStringLower(_hash.GetHashAndReset()), _sha256, StringComparison.Ordinal))
            throw new UnreadableFileException("The stored bytes are not the received ones: the file changed while it was read.");
        _verified = true;
    }
}
