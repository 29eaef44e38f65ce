using DataHound.Storage.DataPlane;

namespace Storage.Tests.DataPlane.Retention;

/// <summary>A store that fails at its n-th operation, once, either before or after it was done.</summary>
internal sealed class BreakingObjects(IObjectStore inner, int failAt, bool afterwards) : IObjectStore
{
    private int _operations;

    /// <summary>Whether the failure happened.</summary>
    public bool Broke { get; private set; }

    public Task<StoredObject> WriteAsync(string path, Stream content, CancellationToken cancellationToken) => DoAsync(() => inner.WriteAsync(path, content, cancellationToken));

    public Task<StoredObject> PublishFileAsync(string path, string localFile, CancellationToken cancellationToken) => DoAsync(() => inner.PublishFileAsync(path, localFile, cancellationToken));

    public Task<Stream> OpenReadAsync(string path, CancellationToken cancellationToken) => DoAsync(() => inner.OpenReadAsync(path, cancellationToken));

    public Task<LocalCopy> OpenLocalAsync(string path, CancellationToken cancellationToken) => DoAsync(() => inner.OpenLocalAsync(path, cancellationToken));

    public Task<StoredObject?> FindAsync(string path, CancellationToken cancellationToken) => DoAsync(() => inner.FindAsync(path, cancellationToken));

    public Task CheckAsync(CancellationToken cancellationToken) => inner.CheckAsync(cancellationToken);

    public async IAsyncEnumerable<StoredObject> ListAsync(string prefix, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
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

    private async Task<T> DoAsync<T>(Func<Task<T>> operation)
    {
        var fails = Interlocked.Increment(ref _operations) == failAt;
        if (fails && !afterwards)
            throw Break();
        var result = await operation();
        return fails ? throw Break() : result;
    }

    private IOException Break()
    {
        Broke = true;
        return new IOException("The store broke, as the test wants.");
    }
}
