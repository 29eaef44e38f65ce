using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace DataHound.Storage.DataPlane.Objects;

/// <summary>
/// Objects as files under a folder. Bytes go to a temporary file of the same file system, are flushed to the disk, and get their name by a hard
/// link, which never replaces what is there: a crash leaves the whole object or none.
/// </summary>
public sealed class FolderObjectStore : IObjectStore
{
    private const int BufferSize = 1 << 17;
    private readonly string _root;
    private readonly string _staging;

    /// <summary>Opens a store; the folder is made when it is missing.</summary>
    /// <param name="folder">The store's folder.</param>
    public FolderObjectStore(string folder)
    {
        _root = Path.GetFullPath(folder);
        _staging = Path.Combine(_root, ".staging");
        Directory.CreateDirectory(_staging);
    }

    /// <summary>Removes what writers left behind that were killed: temporary files not touched since an instant.</summary>
    /// <returns>How many were removed.</returns>
    public int RemoveAbandoned(DateTimeOffset before)
    {
        var removed = 0;
        foreach (var file in new DirectoryInfo(_staging).EnumerateFiles().Where(file => file.LastWriteTimeUtc < before.UtcDateTime))
        {
            file.Delete();
            removed++;
        }

        return removed;
    }

    /// <inheritdoc/>
    public async Task<StoredObject> WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        ObjectPath.Check(path);
        var temporary = TemporaryFile();
        try
        {
            var (bytes, sha256) = await CopyAsync(content, temporary, cancellationToken);
            return await PublishAsync(path, temporary, bytes, sha256, cancellationToken);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public async Task<StoredObject> PublishFileAsync(string path, string localFile, CancellationToken cancellationToken)
    {
        ObjectPath.Check(path);
        var temporary = TemporaryFile();
        try
        {
            if (!FileLinks.TryLink(localFile, temporary))
            {
                await using var content = OpenFile(localFile);
                return await WriteAsync(path, content, cancellationToken);
            }

            var bytes = DurableFiles.Flush(temporary);
            return await PublishAsync(path, temporary, bytes, await HashAsync(temporary, cancellationToken), cancellationToken);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = FileOf(path);
        return File.Exists(file) ? Task.FromResult<Stream>(OpenFile(file)) : throw new ObjectNotFoundException(path);
    }

    /// <inheritdoc/>
    public Task<LocalCopy> OpenLocalAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = FileOf(path);
        return File.Exists(file) ? Task.FromResult(new LocalCopy(file)) : throw new ObjectNotFoundException(path);
    }

    /// <inheritdoc/>
    public Task<StoredObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = new FileInfo(FileOf(path));
        return Task.FromResult(file.Exists ? new StoredObject(path, file.Length, null) : null);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectPath.CheckPrefix(prefix);
        var folder = Path.Combine(_root, prefix[..(prefix.LastIndexOf('/') + 1)]);
        if (!Directory.Exists(folder))
            yield break;
        var found = new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(file => new StoredObject(Path.GetRelativePath(_root, file.FullName).Replace(Path.DirectorySeparatorChar, '/'), file.Length, null) { ModifiedAt = new DateTimeOffset(file.LastWriteTimeUtc) })
            .Where(item => item.Path.StartsWith(prefix, StringComparison.Ordinal) && item.Path[0] != '.')
            .OrderBy(item => item.Path, StringComparer.Ordinal);
        foreach (var item in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return item;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = FileOf(path);
        if (File.Exists(file))
        {
            File.Delete(file);
            DurableFiles.FlushFolder(Path.GetDirectoryName(file)!);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var probe = TemporaryFile();
        try
        {
            await File.WriteAllBytesAsync(probe, [1], cancellationToken);
        }
        finally
        {
            File.Delete(probe);
        }
    }

    private async Task<StoredObject> PublishAsync(string path, string temporary, long bytes, string sha256, CancellationToken cancellationToken)
    {
        var target = FileOf(path);
        DurableFiles.CreateFolder(Path.GetDirectoryName(target)!, _root);
        if (!FileLinks.TryLink(temporary, target))
        {
            if (!File.Exists(target))
                throw new IOException($"The object '{path}' could not be given its name.");
            if (new FileInfo(target).Length != bytes || !string.Equals(await HashAsync(target, cancellationToken), sha256, StringComparison.Ordinal))
                throw new ObjectConflictException(path);
        }

        DurableFiles.FlushFolder(Path.GetDirectoryName(target)!);
        return new StoredObject(path, bytes, sha256);
    }

    private static async Task<(long Bytes, string Sha256)> CopyAsync(Stream content, string file, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            await using var target = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous });
            long bytes = 0;
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                bytes += read;
            }

            target.Flush(flushToDisk: true);
            if (target.Length != bytes)
                throw new IOException("A written object has another length than was written.");
            return (bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task<string> HashAsync(string file, CancellationToken cancellationToken)
    {
        await using var content = OpenFile(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
    }

    private static FileStream OpenFile(string file) => new(
        file, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, BufferSize = BufferSize, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });

    private string FileOf(string path) => Path.Combine(_root, ObjectPath.Check(path));

    private string TemporaryFile() => Path.Combine(_staging, Guid.NewGuid().ToString("N"));
}
