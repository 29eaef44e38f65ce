using System.Runtime.CompilerServices;
using DataHound.Storage.DataPlane;

namespace Storage.Tests.DataPlane.Retention;

/// <summary>A store whose operations a test numbers and comes between.</summary>
internal abstract class InterceptedObjects(IObjectStore inner) : IObjectStore
{
    private int _operations;

    public Task<StoredObject> WriteAsync(string path, Stream content, CancellationToken cancellationToken) => DoAsync(() => inner.WriteAsync(path, content, cancellationToken));

    public Task<StoredObject> PublishFileAsync(string path, string localFile, CancellationToken cancellationToken) => DoAsync(() => inner.PublishFileAsync(path, localFile, cancellationToken));

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken) => DoAsync(() => inner.OpenReadAsync(path, cancellationToken));

    public Task<LocalCopy> OpenLocalAsync(string path, CancellationToken cancellationToken) => DoAsync(async () =>
    {
        await OpeningAsync(path);
        return await inner.OpenLocalAsync(path, cancellationToken);
    });

    public Task<StoredObject?> FindAsync(string path, CancellationToken cancellationToken) => DoAsync(() => inner.FindAsync(path, cancellationToken));

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await DoAsync(() => Task.FromResult(true));
        await foreach (var item in inner.ListAsync(prefix, cancellationToken))
            yield return item;
    }

    public Task DeleteAsync(string path, CancellationToken cancellationToken) => DoAsync(async () =>
    {
        await inner.DeleteAsync(path, cancellationToken);
        return true;
    });

    /// <summary>Does an operation, or something else.</summary>
    /// <param name="number">1 for the first operation.</param>
    /// <param name="operation">Does it.</param>
    protected abstract Task<T> InterceptAsync<T>(int number, Func<Task<T>> operation);

    /// <summary>Is told an object before a local file with its bytes is given.</summary>
    protected virtual Task OpeningAsync(string path) => Task.CompletedTask;

    private Task<T> DoAsync<T>(Func<Task<T>> operation) => InterceptAsync(Interlocked.Increment(ref _operations), operation);
}
