using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using DataHound.Storage.DataPlane;

namespace Storage.Tests.DataPlane.Tables;

/// <summary>Objects in a folder of their own that is removed afterwards: the least that tables need.</summary>
public sealed class TestObjects : IObjectStore, IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("datahound-tables-").FullName;

    public async Task<StoredObject> WriteAsync(string path, Stream content, CancellationToken cancellationToken)
    {
        var file = FileOf(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        await using (var target = File.Create(file))
            await content.CopyToAsync(target, cancellationToken);
        return (await FindAsync(path, cancellationToken))!;
    }

    public async Task<StoredObject> PublishFileAsync(string path, string localFile, CancellationToken cancellationToken)
    {
        if (await FindAsync(path, cancellationToken) is { } existing && !string.Equals(existing.Sha256, Hash(localFile), StringComparison.Ordinal))
            throw new ObjectConflictException(path);
        await using var content = File.OpenRead(localFile);
        return await WriteAsync(path, content, cancellationToken);
    }

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken) => Task.FromResult<Stream>(File.OpenRead(FileOf(path)));

    public Task<LocalCopy> OpenLocalAsync(string path, CancellationToken cancellationToken) => Task.FromResult(new LocalCopy(FileOf(path)));

    public Task<StoredObject?> FindAsync(string path, CancellationToken cancellationToken)
    {
        var file = FileOf(path);
        return Task.FromResult(File.Exists(file) ? new StoredObject(path, new FileInfo(file).Length, Hash(file)) : null);
    }

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public Task DeleteAsync(string path, CancellationToken cancellationToken)
    {
        File.Delete(FileOf(path));
        return Task.CompletedTask;
    }

    public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Hash(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));

    private string FileOf(string path) => Path.Combine(Folder, "objects", path);
}
