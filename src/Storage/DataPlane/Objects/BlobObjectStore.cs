using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace DataHound.Storage.DataPlane.Objects;

/// <summary>
/// Objects as block blobs of one container. Blocks are staged, each with its MD5, and become a blob in one step that never replaces what is
/// there; a repeat after an answer that got lost finds its own bytes. The SHA-256 is kept in the blob's metadata.
/// </summary>
public sealed class BlobObjectStore : IObjectStore
{
    private const int BlockSize = 4 << 20;
    private const string ChecksumName = "sha256";
    private readonly BlobContainerClient _container;
    private readonly string _downloads;

    /// <summary>Opens a store.</summary>
    /// <param name="container">The container that holds the objects.</param>
    /// <param name="downloadsFolder">A local folder for copies that engines read.</param>
    public BlobObjectStore(BlobContainerClient container, string downloadsFolder)
    {
        _container = container;
        _downloads = Path.GetFullPath(downloadsFolder);
        Directory.CreateDirectory(_downloads);
    }

    /// <summary>Makes the container when it is missing and the credential may do so.</summary>
    public async Task CreateContainerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 403)
        {
            await CheckAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<StoredObject> WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var blob = _container.GetBlockBlobClient(ObjectPath.Check(path));
        var (blocks, bytes, sha256) = await StageAsync(blob, content, cancellationToken);
        try
        {
            await blob.CommitBlockListAsync(
                blocks,
                new CommitBlockListOptions
                {
                    Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                    Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [ChecksumName] = sha256 },
                },
                cancellationToken);
        }
        catch (RequestFailedException exception) when (exception.Status is 409 or 412)
        {
            if (await FindAsync(path, cancellationToken) is not { } found)
                throw;
            if (found.Bytes != bytes || found.Sha256 != sha256)
                throw new ObjectConflictException(path);
        }

        return new StoredObject(path, bytes, sha256);
    }

    /// <inheritdoc/>
    public async Task<StoredObject> PublishFileAsync(string path, string localFile, CancellationToken cancellationToken)
    {
        await using var content = new FileStream(localFile, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.Read | FileShare.Delete, Options = FileOptions.Asynchronous | FileOptions.SequentialScan });
        return await WriteAsync(path, content, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var download = await _container.GetBlobClient(ObjectPath.Check(path)).DownloadStreamingAsync(cancellationToken: cancellationToken);
            return download.Value.Content;
        }
        catch (RequestFailedException exception) when (exception.Status is 404)
        {
            throw new ObjectNotFoundException(path);
        }
    }

    /// <inheritdoc/>
    public async Task<LocalCopy> OpenLocalAsync(string path, CancellationToken cancellationToken)
    {
        var found = await FindAsync(path, cancellationToken) ?? throw new ObjectNotFoundException(path);
        var file = Path.Combine(_downloads, $"{Guid.NewGuid():N}{Path.GetExtension(path)}");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await using (var content = await OpenReadAsync(path, cancellationToken))
            await using (var target = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous }))
                await CopyAsync(content, target, hash, cancellationToken);
            var sha256 = Convert.ToHexStringLower(hash.GetHashAndReset());
            if (found.Sha256 is not null && !string.Equals(sha256, found.Sha256, StringComparison.Ordinal))
                throw new ObjectDamagedException(path, new FileInfo(file).Length, sha256);
            return new LocalCopy(file, () => File.Delete(file));
        }
        catch
        {
            File.Delete(file);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<StoredObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var properties = (await _container.GetBlobClient(ObjectPath.Check(path)).GetPropertiesAsync(cancellationToken: cancellationToken)).Value;
            return new StoredObject(path, properties.ContentLength, properties.Metadata.TryGetValue(ChecksumName, out var sha256) ? sha256 : null);
        }
        catch (RequestFailedException exception) when (exception.Status is 404)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectPath.CheckPrefix(prefix);
        await foreach (var blob in _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, prefix, cancellationToken))
            yield return new StoredObject(blob.Name, blob.Properties.ContentLength ?? 0, blob.Metadata.TryGetValue(ChecksumName, out var sha256) ? sha256 : null) { ModifiedAt = blob.Properties.LastModified };
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken) =>
        _container.GetBlobClient(ObjectPath.Check(path)).DeleteIfExistsAsync(cancellationToken: cancellationToken);

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in _container.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(pageSizeHint: 1))
        {
            _ = page;
            break;
        }
    }

    /// <summary>Stages the stream's blocks under names of this upload alone, so that two writers of one path never mix.</summary>
    private static async Task<(List<string> Blocks, long Bytes, string Sha256)> StageAsync(BlockBlobClient blob, Stream content, CancellationToken cancellationToken)
    {
        var upload = Guid.NewGuid().ToByteArray();
        var blocks = new List<string>();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            long bytes = 0;
            int read;
            while ((read = await content.ReadAtLeastAsync(buffer.AsMemory(0, BlockSize), BlockSize, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                bytes += read;
                var block = Convert.ToBase64String([.. upload, .. BitConverter.GetBytes(blocks.Count)]);
                using var data = new MemoryStream(buffer, 0, read, writable: false);
                var options = new BlockBlobStageBlockOptions { TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 } };
                await blob.StageBlockAsync(block, data, options, cancellationToken);
                blocks.Add(block);
            }

            return (blocks, bytes, Convert.ToHexStringLower(hash.GetHashAndReset()));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task CopyAsync(Stream content, Stream target, IncrementalHash hash, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BlockSize);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
