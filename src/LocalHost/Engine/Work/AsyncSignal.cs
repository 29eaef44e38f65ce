namespace LocalHost.Engine.Work;

/// <summary>Wakes one waiting loop. A signal that comes while the loop works is kept, several are one.</summary>
internal sealed class AsyncSignal : IDisposable
{
    private readonly SemaphoreSlim _semaphore = new(0, 1);
    private int _set;

    public void Set()
    {
        if (Interlocked.Exchange(ref _set, 1) == 0)
        {
            _semaphore.Release();
        }
    }

    /// <summary>Waits for a signal, or until the time is over.</summary>
    public async Task WaitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (await _semaphore.WaitAsync(timeout, cancellationToken))
        {
            Volatile.Write(ref _set, 0);
        }
    }

    public void Dispose() => _semaphore.Dispose();
}
