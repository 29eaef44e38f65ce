using System.Runtime.CompilerServices;
using DataHound.Storage.DataPlane;

namespace DataHound.Storage.Pipelines.Plans;

/// <summary>Reads what is there, and keeps what is written apart from it.</summary>
/// <param name="real">The store, which is only read.</param>
/// <param name="scratch">Takes what is written.</param>
internal sealed class ScratchObjects(IObjectStore real, IObjectStore scratch) : IObjectStore
{
    /// <inheritdoc/>
    public Task<StoredObject> WriteAsync(string path, Stream content, CancellationToken cancellationToken) => scratch.WriteAsync(path, content, cancellationToken);

    /// <inheritdoc/>
    public Task<StoredObject> PublishFileAsync(string path, string localFile, CancellationToken cancellationToken) => scratch.PublishFileAsync(path, localFile, cancellationToken);

    /// <inheritdoc/>
    public async Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken) => await (await HolderAsync(path, cancellationToken)).OpenReadAsync(path, cancellationToken);

    /// <inheritdoc/>
    public async Task<LocalCopy> OpenLocalAsync(string path, CancellationToken cancellationToken) => await (await HolderAsync(path, cancellationToken)).OpenLocalAsync(path, cancellationToken);

    /// <inheritdoc/>
    public async Task<StoredObject?> FindAsync(string path, CancellationToken cancellationToken) =>
        await scratch.FindAsync(path, cancellationToken) ?? await real.FindAsync(path, cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = new SortedDictionary<string, StoredObject>(StringComparer.Ordinal);
        await foreach (var item in real.ListAsync(prefix, cancellationToken))
            found[item.Path] = item;
        await foreach (var item in scratch.ListAsync(prefix, cancellationToken))
            found[item.Path] = item;
        foreach (var item in found.Values)
            yield return item;
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string path, CancellationToken cancellationToken) => scratch.DeleteAsync(path, cancellationToken);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken) => real.CheckAsync(cancellationToken);

    private async Task<IObjectStore> HolderAsync(string path, CancellationToken cancellationToken) => await scratch.FindAsync(path, cancellationToken) is null ? real : scratch;
}
