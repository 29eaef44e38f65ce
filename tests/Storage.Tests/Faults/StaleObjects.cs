using System.Runtime.CompilerServices;
using DataHound.Storage.DataPlane;

namespace Storage.Tests.Faults;

/// <summary>A store whose lists are behind: they show what a test gives, whatever was written or deleted since.</summary>
internal sealed class StaleObjects(IObjectStore inner, IReadOnlyList<StoredObject> listed) : IObjectStore
{
    public Task<StoredObject> WriteAsync(string path, Stream content, CancellationToken cancellationToken) => inner.WriteAsync(path, content, cancellationToken);

    public Task<StoredObject> PublishFileAsync(string path, string localFile, CancellationToken cancellationToken) => inner.PublishFileAsync(path, localFile, cancellationToken);

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken) => inner.OpenReadAsync(path, cancellationToken);

    public Task<LocalCopy> OpenLocalAsync(string path, CancellationToken cancellationToken) => inner.OpenLocalAsync(path, cancellationToken);

    public Task<StoredObject?> FindAsync(string path, CancellationToken cancellationToken) => inner.FindAsync(path, cancellationToken);

    public Task DeleteAsync(string path, CancellationToken cancellationToken) => inner.DeleteAsync(path, cancellationToken);

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (var item in listed.Where(item => item.Path.StartsWith(prefix, StringComparison.Ordinal)))
            yield return item;
    }
}
